using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Weir.Decisions.Model.LightGbm;

/// <summary>One tree of LightGBM's text.</summary>
internal static class LightGbmTree
{
    private const string Leaves = "num_leaves";
    private const string CategorySets = "num_cat";
    private const string Feature = "split_feature";
    private const string Threshold = "threshold";
    private const string Rule = "decision_type";
    private const string Left = "left_child";
    private const string Right = "right_child";
    private const string LeafValue = "leaf_value";
    private const string LeafCount = "leaf_count";
    private const string CategoryBounds = "cat_boundaries";
    private const string CategoryBits = "cat_threshold";
    private const string Linear = "is_linear";

    public static TextBlock Block() => new(Leaves, CategorySets, Feature, Threshold, Rule, Left, Right,
        LeafValue, LeafCount, CategoryBounds, CategoryBits, Linear);

    public static Outcome<TreeDraft, ModelError> Read(ReadOnlySpan<byte> text, TextBlock block)
    {
        var values = new BlockValues(text, block);
        if (values.Has(Linear) && values.Integer(Linear, 0, 1) != 0)
        {
            values.Fail(values.At(Linear, ModelFault.NotSupported));
        }

        var leaves = values.Integer(Leaves, 1, Limits.TreeLeaves);
        var sets = values.Integer(CategorySets, 0, Limits.TreeLeaves);
        var leafValues = values.Numbers<double>(LeafValue, leaves);
        SplitDraft[] splits = [];
        ImmutableArray<uint>[] categories = [];
        if (values.Error is null && leaves > 1)
        {
            categories = sets > 0 ? Categories(ref values, sets) : [];
            splits = Splits(ref values, leafValues);
        }

        return values.Error is { } error
            ? Outcome<TreeDraft, ModelError>.Fail(error)
            : Outcome<TreeDraft, ModelError>.Ok(new TreeDraft(
                ImmutableCollectionsMarshal.AsImmutableArray(splits),
                ImmutableCollectionsMarshal.AsImmutableArray(leafValues),
                ImmutableCollectionsMarshal.AsImmutableArray(categories)));
    }

    private static SplitDraft[] Splits(ref BlockValues values, double[] leafValues)
    {
        var count = leafValues.Length - 1;
        var features = values.Numbers<int>(Feature, count);
        var thresholds = values.Numbers<double>(Threshold, count);
        var rules = values.Numbers<byte>(Rule, count);
        var left = values.Numbers<int>(Left, count);
        var right = values.Numbers<int>(Right, count);
        var rows = values.Numbers<long>(LeafCount, count + 1);
        if (values.Error is not null)
        {
            return [];
        }

        if (Expectations(left, right, leafValues, rows) is not { } expectations)
        {
            values.Fail(values.At(Left, ModelFault.ChildOutOfRange));
            return [];
        }

        var splits = new SplitDraft[count];
        for (var i = 0; i < count; i++)
        {
            splits[i] = new SplitDraft(
                features[i], thresholds[i], new SplitRule(rules[i]), left[i], right[i], expectations[i]);
        }

        return splits;
    }

    /// <summary>
    /// What each split gives on average to the rows that trained it. LightGBM's own <c>internal_value</c> has
    /// six digits, and 0 at the root, so this is the mean of the leaves below, each by its number of rows.
    /// LightGBM numbers splits in the order in which it makes them: a child that is a split comes after its
    /// parent. Null where one does not, or is none.
    /// </summary>
    private static double[]? Expectations(int[] left, int[] right, double[] leaves, long[] rows)
    {
        var means = new double[left.Length];
        var weights = new double[left.Length];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            var (mean, weight) = (0d, 0d);
            foreach (var child in (ReadOnlySpan<int>)[left[i], right[i]])
            {
                if (child >= left.Length || ~child >= leaves.Length || (child >= 0 && child <= i))
                {
                    return null;
                }

                // At least one row, or a tree that no row trained would have no mean.
                var own = child >= 0 ? weights[child] : Math.Max(1, rows[~child]);
                mean += own * (child >= 0 ? means[child] : leaves[~child]);
                weight += own;
            }

            means[i] = mean / weight;
            weights[i] = weight;
        }

        return means;
    }

    private static ImmutableArray<uint>[] Categories(ref BlockValues values, int sets)
    {
        var bounds = values.Numbers<int>(CategoryBounds, sets + 1);
        if (values.Error is not null)
        {
            return [];
        }

        if (bounds[0] != 0 || bounds[^1] is < 0 or > Limits.CategoryWords)
        {
            values.Fail(values.At(CategoryBounds, ModelFault.TooManyCategories) with
            {
                Found = bounds[^1], Limit = Limits.CategoryWords,
            });
            return [];
        }

        var words = values.Numbers<uint>(CategoryBits, bounds[^1]);
        var categories = new ImmutableArray<uint>[sets];
        for (var i = 0; i < sets && values.Error is null; i++)
        {
            if (bounds[i] > bounds[i + 1] || bounds[i + 1] > words.Length)
            {
                values.Fail(values.At(CategoryBounds, ModelFault.CategoryOutOfRange) with { Found = i });
                return [];
            }

            categories[i] = [.. words.AsSpan(bounds[i]..bounds[i + 1])];
        }

        return categories;
    }
}
