using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// Trees of up to 32 leaves, one at a time, with AVX2: shuffles and blends fetch what 32 splits compare, one
/// comparison decides them, and four tests, packed into one register, say which leaves are left.
/// </summary>
internal sealed class AllNodes256<TSlots> : TreeEvaluator
    where TSlots : struct, IShuffledSlots<TSlots>
{
    private const int TreeLeaves = 32;
    private const int Lane = 8;

    // A tree's places, ranks, and leaf masks, in this order.
    private const int RanksAt = 32;
    private const int MasksAt = 64;
    private const int BlockBytes = MasksAt + (TreeLeaves * sizeof(uint));

    private readonly SlotPlan _plan;
    private readonly AlignedArray<byte> _blocks;
    private readonly AlignedArray<double> _values;

    public AllNodes256(SlotPlan plan)
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
        _plan.Quantise<Lanes256>(row, quantised);
        var slots = TSlots.Load(ref MemoryMarshal.GetReference(quantised));
        ref var block = ref _blocks.First;
        ref var values = ref _values.First;
        var sum = 0d;
        for (var i = _plan.Model.TreeCount; i > 0; i--)
        {
            var places = Vector256.LoadUnsafe(ref block);
            var ranks = Vector256.LoadUnsafe(ref block, RanksAt).AsSByte();
            var right = Avx2.MoveMask(Avx2.CompareGreaterThan(slots.Fetch(places), ranks));
            ref var masks = ref Unsafe.As<byte, int>(ref Unsafe.Add(ref block, MasksAt));
            sum += Unsafe.Add(ref values, Exit(right, ref masks));
            block = ref Unsafe.Add(ref block, BlockBytes);
            values = ref Unsafe.Add(ref values, TreeLeaves);
        }

        return sum;
    }

    /// <summary>The first leaf that no split excludes; below 32 whatever the masks are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Exit(int right, ref int masks)
    {
        var splits = Vector256.Create(right);
        var low = Avx2.PackSignedSaturate(Left(splits, ref masks, 0), Left(splits, ref masks, 1));
        var high = Avx2.PackSignedSaturate(Left(splits, ref masks, 2), Left(splits, ref masks, 3));
        var left = Avx2.MoveMask(Avx2.PackSignedSaturate(low, high));
        return BitOperations.TrailingZeroCount(left) & (TreeLeaves - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Left(Vector256<int> splits, ref int masks, int quarter) =>
        Avx2.CompareEqual(
            splits & Vector256.LoadUnsafe(ref masks, (nuint)(quarter * Lane)), Vector256<int>.Zero);

    /// <summary>
    /// Where the mask of a leaf lies, so that packing, which works within halves of registers, brings it to
    /// its place: four leaves from each quarter's first half, then four from each one's second.
    /// </summary>
    private static int MaskAt(int leaf)
    {
        const int half = TreeLeaves / 2;
        const int four = Lane / 2;
        var (quarter, inFour) = (leaf % half / four, leaf % four);
        return (quarter * Lane) + (leaf / half * four) + inFour;
    }

    private void Lay(TreeSpan tree, Span<byte> block, Span<double> values)
    {
        block[RanksAt..MasksAt].Fill(AllNodesLayout.NoSplit ^ AllNodesLayout.Bias);
        for (var i = 0; i < tree.Nodes; i++)
        {
            block[i] = (byte)_plan.SlotOfNode[tree.FirstNode + i];
            block[RanksAt + i] = (byte)(_plan.RankOfNode[tree.FirstNode + i] ^ AllNodesLayout.Bias);
        }

        Span<ulong> masks = stackalloc ulong[TreeLeaves];
        var leaves = AllNodesLayout.Leaves(_plan.Model, tree, values, masks);
        var laid = MemoryMarshal.Cast<byte, uint>(block[MasksAt..]);
        for (var i = 0; i < leaves; i++)
        {
            laid[MaskAt(i)] = (uint)masks[i];
        }
    }
}
