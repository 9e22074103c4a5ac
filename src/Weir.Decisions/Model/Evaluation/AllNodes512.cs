using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// Trees of up to 32 leaves, two at a time, with AVX-512 VBMI: one permute fetches what 64 splits compare,
/// one comparison decides them, and four tests say which leaves are left.
/// </summary>
internal sealed class AllNodes512<TSlots> : TreeEvaluator
    where TSlots : struct, ISlots512<TSlots>
{
    private const int TreeLeaves = 32;
    private const int Pair = 2;
    private const int Lane = 16;

    // A pair's places, ranks, and leaf masks, in this order.
    private const int RanksAt = 64;
    private const int MasksAt = 128;
    private const int BlockBytes = MasksAt + (Pair * TreeLeaves * sizeof(uint));

    private readonly SlotPlan _plan;
    private readonly int _pairs;
    private readonly AlignedArray<byte> _blocks;
    private readonly AlignedArray<double> _values;

    public AllNodes512(SlotPlan plan)
    {
        _plan = plan;
        var trees = plan.Model.Trees;
        _pairs = (trees.Length + Pair - 1) / Pair;
        _blocks = new AlignedArray<byte>(_pairs * BlockBytes);
        _values = new AlignedArray<double>(_pairs * Pair * TreeLeaves);
        for (var i = 0; i < _pairs; i++)
        {
            _blocks.Span.Slice((i * BlockBytes) + RanksAt, MasksAt - RanksAt).Fill(AllNodesLayout.NoSplit);
        }

        for (var t = 0; t < trees.Length; t++)
        {
            Lay(t, trees[t]);
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
        for (var i = _pairs; i > 0; i--)
        {
            var places = Vector512.LoadUnsafe(ref block);
            var ranks = Vector512.LoadUnsafe(ref block, RanksAt);
            var right = Vector512.GreaterThan(slots.Fetch(places), ranks).ExtractMostSignificantBits();
            ref var masks = ref Unsafe.As<byte, uint>(ref Unsafe.Add(ref block, MasksAt));
            sum += Unsafe.Add(ref values, Exit((uint)right, ref masks));
            sum += Unsafe.Add(ref values,
                TreeLeaves + Exit((uint)(right >> TreeLeaves), ref Unsafe.Add(ref masks, TreeLeaves)));
            block = ref Unsafe.Add(ref block, BlockBytes);
            values = ref Unsafe.Add(ref values, Pair * TreeLeaves);
        }

        return sum;
    }

    /// <summary>The first leaf that no split excludes; below 32 whatever the masks are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Exit(uint right, ref uint masks)
    {
        var splits = Vector512.Create(right);
        var low = Vector512.Equals(splits & Vector512.LoadUnsafe(ref masks), Vector512<uint>.Zero);
        var high = Vector512.Equals(splits & Vector512.LoadUnsafe(ref masks, Lane), Vector512<uint>.Zero);
        var left = (uint)low.ExtractMostSignificantBits()
            | ((uint)high.ExtractMostSignificantBits() << Lane);
        return BitOperations.TrailingZeroCount(left) & (TreeLeaves - 1);
    }

    private void Lay(int number, TreeSpan tree)
    {
        var block = _blocks.Span.Slice(number / Pair * BlockBytes, BlockBytes);
        var half = number % Pair * TreeLeaves;
        for (var i = 0; i < tree.Nodes; i++)
        {
            block[half + i] = (byte)_plan.SlotOfNode[tree.FirstNode + i];
            block[RanksAt + half + i] = _plan.RankOfNode[tree.FirstNode + i];
        }

        Span<ulong> masks = stackalloc ulong[TreeLeaves];
        var values = _values.Span.Slice(number * TreeLeaves, TreeLeaves);
        var leaves = AllNodesLayout.Leaves(_plan.Model, tree, values, masks);
        var laid = MemoryMarshal.Cast<byte, uint>(block[MasksAt..]).Slice(half, TreeLeaves);
        for (var i = 0; i < leaves; i++)
        {
            laid[i] = (uint)masks[i];
        }
    }
}
