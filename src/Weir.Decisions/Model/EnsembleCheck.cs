namespace Weir.Decisions.Model;

/// <summary>Everything that must hold before a draft may become a <see cref="TreeEnsemble"/>.</summary>
internal static class EnsembleCheck
{
    /// <summary>The first thing wrong, or null.</summary>
    public static ModelError? Fault(EnsembleDraft draft, int features)
    {
        var trees = draft.Trees.AsSpan();
        return trees.Length switch
        {
            0 => new ModelError(ModelFault.NoTrees),
            > Limits.Trees => new ModelError(ModelFault.TooManyTrees)
            {
                Found = trees.Length, Limit = Limits.Trees,
            },
            _ => Names(draft.FeatureNames.AsSpan(), features) ?? Trees(trees, draft.FeatureNames.Length),
        };
    }

    private static ModelError? Names(ReadOnlySpan<string> names, int limit)
    {
        if (names.IsEmpty)
        {
            return new ModelError(ModelFault.NoFeatures);
        }

        if (names.Length > limit)
        {
            return new ModelError(ModelFault.TooManyFeatures) { Found = names.Length, Limit = limit };
        }

        var known = new HashSet<string>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!IsName(names[i]))
            {
                return new ModelError(ModelFault.BadFeatureName)
                {
                    Found = i, Limit = Limits.FeatureNameBytes,
                };
            }

            if (!known.Add(names[i]))
            {
                return new ModelError(ModelFault.DuplicateFeature) { Culprit = names[i] };
            }
        }

        return null;
    }

    /// <summary>
    /// Printable ASCII without spaces: names stand in texts, logs and pages, split by spaces.
    /// </summary>
    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= Limits.FeatureNameBytes }
        && !name.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static ModelError? Trees(ReadOnlySpan<TreeDraft> trees, int features)
    {
        var words = 0L;
        var (least, most) = (0d, 0d);
        for (var t = 0; t < trees.Length; t++)
        {
            // A draft may hold anything, also nothing where a tree should be.
            if (trees[t] is not { } tree)
            {
                return new ModelError(ModelFault.NoLeaves).In(t);
            }

            if (TreeCheck.Fault(tree, features) is { } fault)
            {
                return fault.In(t);
            }

            foreach (var set in tree.Categories.AsSpan())
            {
                words += set.Length;
            }

            if (words > Limits.CategoryWords)
            {
                return new ModelError(ModelFault.TooManyCategories)
                {
                    Tree = t, Found = words, Limit = Limits.CategoryWords,
                };
            }

            var (low, high) = Range(tree.Leaves.AsSpan());
            (least, most) = (least + low, most + high);
        }

        return double.IsFinite(least) && double.IsFinite(most) ? null : new ModelError(ModelFault.Unbounded);
    }

    /// <summary>Partial sums lie within too, so zero is part of the range.</summary>
    private static (double Low, double High) Range(ReadOnlySpan<double> leaves)
    {
        var (low, high) = (0d, 0d);
        foreach (var leaf in leaves)
        {
            (low, high) = (Math.Min(low, leaf), Math.Max(high, leaf));
        }

        return (low, high);
    }
}
