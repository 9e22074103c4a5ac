using System.Collections.Immutable;

namespace Weir.Decisions.Model;

/// <summary>Everything that must hold of one tree.</summary>
internal static class TreeCheck
{
    private const int WordBits = 32;

    /// <summary>The first thing wrong, or null.</summary>
    public static ModelError? Fault(TreeDraft tree, int features) =>
        Counts(tree) ?? Leaves(tree) ?? Categories(tree) ?? Splits(tree, features) ?? Ways(tree);

    private static ModelError? Counts(TreeDraft tree)
    {
        var (splits, leaves) = (tree.Splits.AsSpan().Length, tree.Leaves.AsSpan().Length);
        return leaves switch
        {
            0 => new ModelError(ModelFault.NoLeaves),
            > Limits.TreeLeaves => new ModelError(ModelFault.TooManyLeaves)
            {
                Found = leaves, Limit = Limits.TreeLeaves,
            },
            _ => splits == leaves - 1
                ? null
                : new ModelError(ModelFault.SplitCount) { Found = splits, Limit = leaves - 1 },
        };
    }

    private static ModelError? Categories(TreeDraft tree)
    {
        const int mostWords = (Limits.Category + 1) / WordBits;
        var sets = tree.Categories.AsSpan();
        if (sets.Length > Limits.TreeLeaves)
        {
            return new ModelError(ModelFault.TooManyCategories)
            {
                Found = sets.Length, Limit = Limits.TreeLeaves,
            };
        }

        foreach (var set in sets)
        {
            var words = set.AsSpan().Length;
            if (words is 0 or > mostWords)
            {
                return new ModelError(ModelFault.TooManyCategories) { Found = words, Limit = mostWords };
            }
        }

        return null;
    }

    private static ModelError? Splits(TreeDraft tree, int features)
    {
        var splits = tree.Splits.AsSpan();
        for (var i = 0; i < splits.Length; i++)
        {
            if (Fault(splits[i], features, tree.Categories) is { } fault)
            {
                return fault with { Node = i };
            }
        }

        return null;
    }

    private static ModelError? Fault(
        SplitDraft split, int features, ImmutableArray<ImmutableArray<uint>> categories)
    {
        if (split.Feature < 0 || split.Feature >= features)
        {
            return new ModelError(ModelFault.FeatureOutOfRange) { Found = split.Feature, Limit = features };
        }

        if (!split.Rule.IsKnown)
        {
            return new ModelError(ModelFault.UnknownSplitRule) { Found = split.Rule.Bits };
        }

        // Infinity is one: with it LightGBM parts missing values, to the right, from all others.
        if (double.IsNaN(split.Threshold))
        {
            return new ModelError(ModelFault.ThresholdNotANumber);
        }

        if (!double.IsFinite(split.Expectation))
        {
            return new ModelError(ModelFault.ExpectationNotFinite);
        }

        var sets = categories.AsSpan().Length;
        return split.Rule.IsCategorical && !IsIndex(split.Threshold, sets)
            ? new ModelError(ModelFault.CategoryOutOfRange) { Limit = sets }
            : null;
    }

    private static bool IsIndex(double number, int count) =>
        number >= 0 && number < count && Math.Truncate(number) == number;

    private static ModelError? Leaves(TreeDraft tree)
    {
        var leaves = tree.Leaves.AsSpan();
        for (var i = 0; i < leaves.Length; i++)
        {
            if (!double.IsFinite(leaves[i]))
            {
                return new ModelError(ModelFault.LeafNotFinite) { Node = ~i };
            }
        }

        return null;
    }

    /// <summary>
    /// Walks every way from the root. Whatever is met a second time is shared or a cycle, so each split is
    /// entered once and the walk ends; whatever was not met has no way to it.
    /// </summary>
    private static ModelError? Ways(TreeDraft tree)
    {
        var splits = tree.Splits.AsSpan();
        var leaves = tree.Leaves.AsSpan().Length;
        Span<bool> splitSeen = stackalloc bool[Limits.TreeLeaves];
        Span<bool> leafSeen = stackalloc bool[Limits.TreeLeaves];
        Span<int> waiting = stackalloc int[Limits.TreeLeaves + 1];
        var count = 0;
        waiting[count++] = splits.IsEmpty ? ~0 : 0;
        while (count > 0)
        {
            var node = waiting[--count];
            if (node >= splits.Length || ~node >= leaves)
            {
                return new ModelError(ModelFault.ChildOutOfRange) { Found = node };
            }

            ref var seen = ref node >= 0 ? ref splitSeen[node] : ref leafSeen[~node];
            if (seen)
            {
                return new ModelError(ModelFault.ReachedTwice) { Node = node };
            }

            seen = true;
            if (node >= 0)
            {
                // Each of at most 255 splits, entered once, leaves one more waiting than it took.
                waiting[count++] = splits[node].Right;
                waiting[count++] = splits[node].Left;
            }
        }

        return Unseen(splitSeen[..splits.Length], leafSeen[..leaves]);
    }

    private static ModelError? Unseen(ReadOnlySpan<bool> splits, ReadOnlySpan<bool> leaves)
    {
        var (split, leaf) = (splits.IndexOf(false), leaves.IndexOf(false));
        return split >= 0 ? new ModelError(ModelFault.Unreachable) { Node = split }
            : leaf >= 0 ? new ModelError(ModelFault.Unreachable) { Node = ~leaf }
            : null;
    }
}
