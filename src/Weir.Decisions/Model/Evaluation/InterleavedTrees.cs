using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// Eight trees in step, so that eight loads are under way at once where a single walk waits for each. Two
/// siblings lie side by side and a leaf leads to itself, so a step has no branch: go to the first child, plus
/// one if the slot is greater. Trees of like depth are taken together.
/// </summary>
internal sealed class InterleavedTrees<TLanes> : TreeEvaluator
    where TLanes : struct, ILanes
{
    private const int Group = 8;

    // A node in 32 bits: slot, way to the first child, rank.
    private const int SlotBits = 12;
    private const int SlotMask = (1 << SlotBits) - 1;
    private const int RankShift = 24;

    private readonly SlotPlan _plan;
    private readonly uint[] _nodes;
    private readonly double[] _values;
    private readonly int[] _roots;
    private readonly int[] _treeOf;
    private readonly int[] _depths;

    public InterleavedTrees(SlotPlan plan)
    {
        _plan = plan;
        var trees = plan.Model.Trees;
        var depths = trees.Select(tree => Depth(plan.Model, tree)).ToArray();
        _treeOf = [.. Enumerable.Range(0, trees.Length).OrderBy(tree => depths[tree])];
        var groups = (trees.Length + Group - 1) / Group;
        _depths = new int[groups];
        _roots = new int[groups * Group];
        var total = trees.Sum(tree => tree.Nodes + tree.Leaves);
        // One leaf more, for the places of the last group that no tree fills.
        _nodes = new uint[total + 1];
        _nodes[total] = Leaf;
        _values = new double[total + 1];
        _roots.AsSpan().Fill(total);
        var at = 0;
        for (var i = 0; i < trees.Length; i++)
        {
            var tree = trees[_treeOf[i]];
            _roots[i] = at;
            _depths[i / Group] = Math.Max(_depths[i / Group], depths[_treeOf[i]]);
            Lay(tree, at);
            at += tree.Nodes + tree.Leaves;
        }
    }

    /// <summary>No slot is greater than its rank, and the way to its child is 0.</summary>
    private static uint Leaf => (uint)AllNodesLayout.NoSplit << RankShift;

    public override double Sum(ReadOnlySpan<float> row)
    {
        Span<byte> slots = stackalloc byte[_plan.Slots];
        _plan.Quantise<TLanes>(row, slots);
        Span<double> exits = stackalloc double[_treeOf.Length];
        for (var group = 0; group < _depths.Length; group++)
        {
            Follow(group, ref MemoryMarshal.GetReference(slots), exits);
        }

        // In tree order, whatever order they were found in: addition of doubles is not associative.
        var sum = 0d;
        foreach (var exit in exits)
        {
            sum += exit;
        }

        return sum;
    }

    private static int Depth(TreeEnsemble model, TreeSpan tree)
    {
        Span<(int Node, int Depth)> waiting = stackalloc (int, int)[Limits.TreeLeaves];
        var (count, deepest) = (0, 0);
        waiting[count++] = (tree.Root, 0);
        while (count > 0)
        {
            var (at, depth) = waiting[--count];
            deepest = Math.Max(deepest, depth);
            if (at >= 0)
            {
                var node = model.Nodes[tree.FirstNode + at];
                waiting[count++] = (node.Right, depth + 1);
                waiting[count++] = (node.Left, depth + 1);
            }
        }

        return deepest;
    }

    private void Follow(int group, ref byte slots, Span<double> exits)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        var roots = _roots.AsSpan(group * Group, Group);
        var (a, b, c, d) = (roots[0], roots[1], roots[2], roots[3]);
        var (e, f, g, h) = (roots[4], roots[5], roots[6], roots[7]);
        for (var depth = _depths[group]; depth > 0; depth--)
        {
            a = Step(ref nodes, ref slots, a);
            b = Step(ref nodes, ref slots, b);
            c = Step(ref nodes, ref slots, c);
            d = Step(ref nodes, ref slots, d);
            e = Step(ref nodes, ref slots, e);
            f = Step(ref nodes, ref slots, f);
            g = Step(ref nodes, ref slots, g);
            h = Step(ref nodes, ref slots, h);
        }

        ReadOnlySpan<int> ends = [a, b, c, d, e, f, g, h];
        var trees = _treeOf.AsSpan(group * Group, Math.Min(Group, _treeOf.Length - (group * Group)));
        for (var i = 0; i < trees.Length; i++)
        {
            exits[trees[i]] = _values[ends[i]];
        }
    }

    /// <summary>
    /// Slots and ways were laid by <see cref="Lay"/> out of a checked model: both stay in range.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(ref uint nodes, ref byte slots, int at)
    {
        var node = Unsafe.Add(ref nodes, at);
        var slot = (int)Unsafe.Add(ref slots, (nint)(node & SlotMask));
        // The sign of rank minus slot: 1 where the slot is greater.
        var right = (int)((uint)((int)(node >> RankShift) - slot) >> 31);
        return at + (int)((node >> SlotBits) & SlotMask) + right;
    }

    /// <summary>Breadth first, so that the nodes that every row meets lie together.</summary>
    private void Lay(TreeSpan tree, int start)
    {
        var waiting = new Queue<(int Node, int At)>();
        waiting.Enqueue((tree.Root, start));
        var next = start + 1;
        while (waiting.TryDequeue(out var one))
        {
            var (number, at) = one;
            if (number < 0)
            {
                _nodes[at] = Leaf;
                _values[at] = _plan.Model.Leaves[tree.FirstLeaf + ~number];
                continue;
            }

            var node = _plan.Model.Nodes[tree.FirstNode + number];
            _nodes[at] = _plan.SlotOfNode[tree.FirstNode + number]
                | ((uint)(next - at) << SlotBits)
                | ((uint)_plan.RankOfNode[tree.FirstNode + number] << RankShift);
            waiting.Enqueue((node.Left, next));
            waiting.Enqueue((node.Right, next + 1));
            next += 2;
        }
    }
}
