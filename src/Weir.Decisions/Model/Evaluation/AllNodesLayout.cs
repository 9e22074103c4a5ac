namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// What the all-nodes evaluators need to know of a tree. Its leaves are numbered from left to right. When all
/// splits have been decided, the exit leaf is the first one that no split has excluded: a split that a row
/// passes to the right excludes all leaves to its left (C. Lucchese and others, "QuickScorer", SIGIR 2015).
/// Here this is asked of every leaf at once: a leaf's mask has a bit for each split that it lies to the left
/// of, and it is excluded where any of these went right.
/// </summary>
internal static class AllNodesLayout
{
    /// <summary>Turns unsigned order of bytes into signed order.</summary>
    public const byte Bias = 0x80;

    /// <summary>
    /// The rank of places without a split: no slot is greater, so they go left and exclude nothing.
    /// </summary>
    public const byte NoSplit = 255;

    /// <summary>
    /// Leaf values from left to right, and for each the splits, by number, that it is left of.
    /// </summary>
    /// <returns>How many leaves there are; at most 64.</returns>
    public static int Leaves(TreeEnsemble model, TreeSpan tree, Span<double> values, Span<ulong> masks)
    {
        Span<(int Node, ulong Mask)> waiting = stackalloc (int, ulong)[Limits.TreeLeaves];
        var (count, leaf) = (0, 0);
        waiting[count++] = (tree.Root, 0);
        while (count > 0)
        {
            var (at, mask) = waiting[--count];
            if (at < 0)
            {
                values[leaf] = model.Leaves[tree.FirstLeaf + ~at];
                masks[leaf++] = mask;
                continue;
            }

            var node = model.Nodes[tree.FirstNode + at];
            waiting[count++] = (node.Right, mask);
            waiting[count++] = (node.Left, mask | (1UL << at));
        }

        return leaf;
    }
}
