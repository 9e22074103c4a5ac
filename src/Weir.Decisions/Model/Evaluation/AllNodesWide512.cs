using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>Trees of up to 64 leaves, one at a time, with AVX-512 VBMI.</summary>
internal sealed class AllNodesWide512<TSlots> : TreeEvaluator
    where TSlots : struct, ISlots512<TSlots>
{
    private const int TreeLeaves = 64;
    private const int Lane = 8;

    // A tree's places, ranks, and leaf masks, in this order.
    private const int RanksAt = 64;
    private const int MasksAt = 128;
    private const int BlockBytes = MasksAt + (TreeLeaves * sizeof(ulong));

    private readonly SlotPlan _plan;
    private readonly AlignedArray<byte> _blocks;
    private readonly AlignedArray<double> _values;

    public AllNodesWide512(SlotPlan plan)
    {
        _plan = plan;
        var trees = plan.Model.Trees;
        _blocks = new AlignedArray<byte>(trees.Length * BlockBytes);
        _values = new AlignedArray<double>(trees.Length * TreeLeaves);
        for (var t = 0; t < trees.Length; t++)
        {
            Lay(trees[t], _blocks.Span.Slice(t * BlockBytes, BlockBytes),
                _values.Span.Slice(t * TreeLeaves, TreeLeaves));
        }
    }

    public override double Sum(ReadOnlySpan<float> row)
    {
        Span<byte> quantised = stackalloc byte[TSlots.Capacity];
        _plan.Quantise<Lanes512>(row, quantised);
        var slots = TSlots.Load(ref MemoryMarshal.GetReference(quantised));
        ref var block = ref _blocks.First;
        ref var values = ref _values.First;
        var sum = 0d;
        for (var i = _plan.Model.TreeCount; i > 0; i--)
        {
            var places = Vector512.LoadUnsafe(ref block);
            var ranks = Vector512.LoadUnsafe(ref block, RanksAt);
            var right = Vector512.GreaterThan(slots.Fetch(places), ranks).ExtractMostSignificantBits();
            ref var masks = ref Unsafe.As<byte, ulong>(ref Unsafe.Add(ref block, MasksAt));
            sum += Unsafe.Add(ref values, Exit(right, ref masks));
            block = ref Unsafe.Add(ref block, BlockBytes);
            values = ref Unsafe.Add(ref values, TreeLeaves);
        }

        return sum;
    }

    /// <summary>The first leaf that no split excludes; below 64 whatever the masks are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Exit(ulong right, ref ulong masks)
    {
        var splits = Vector512.Create(right);
        var left = Left(splits, ref masks, 0) | Left(splits, ref masks, 1)
            | Left(splits, ref masks, 2) | Left(splits, ref masks, 3)
            | Left(splits, ref masks, 4) | Left(splits, ref masks, 5)
            | Left(splits, ref masks, 6) | Left(splits, ref masks, 7);
        return BitOperations.TrailingZeroCount(left) & (TreeLeaves - 1);
    }

    /// <summary>Which of eight leaves are left, in their places among the 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Left(Vector512<ulong> splits, ref ulong masks, int eighth)
    {
        var eight = Vector512.LoadUnsafe(ref masks, (nuint)(eighth * Lane));
        return Vector512.Equals(splits & eight, Vector512<ulong>.Zero).ExtractMostSignificantBits()
            << (eighth * Lane);
    }

    private void Lay(TreeSpan tree, Span<byte> block, Span<double> values)
    {
        block[RanksAt..MasksAt].Fill(AllNodesLayout.NoSplit);
        for (var i = 0; i < tree.Nodes; i++)
        {
            block[i] = (byte)_plan.SlotOfNode[tree.FirstNode + i];
            block[RanksAt + i] = _plan.RankOfNode[tree.FirstNode + i];
        }

        var masks = MemoryMarshal.Cast<byte, ulong>(block[MasksAt..]);
        AllNodesLayout.Leaves(_plan.Model, tree, values, masks);
    }
}
