namespace Weir.Decisions.Model;

/// <summary>
/// Why a row got its raw score, for explain: on its way through each tree, what the tree expects changes at
/// each split, and the change is the split feature's (A. Saabas, "Interpreting random forests", 2014).
/// </summary>
public static class Contributions
{
    /// <summary>
    /// Fills in what each feature added, and returns what the model expects before it has seen any: that and
    /// all contributions add up to the raw score, but for the rounding of the additions.
    /// </summary>
    /// <param name="model">The model that scored the row.</param>
    /// <param name="row">Features in the model's order, missing ones NaN.</param>
    /// <param name="contributions">One for each feature; overwritten.</param>
    public static double Explain(
        TreeEnsemble model, ReadOnlySpan<float> row, Span<double> contributions)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, model.FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, model.FeatureCount);
        contributions.Clear();
        var expected = 0d;
        foreach (var tree in model.Trees)
        {
            var at = tree.Root;
            var before = Expectation(model, tree, at);
            expected += before;
            while (at >= 0)
            {
                ref readonly var node = ref model.Nodes[tree.FirstNode + at];
                at = Splits.Next(model, tree, node, row[node.Feature]);
                var after = Expectation(model, tree, at);
                contributions[node.Feature] += after - before;
                before = after;
            }
        }

        return expected;
    }

    private static double Expectation(TreeEnsemble model, TreeSpan tree, int at) =>
        at >= 0 ? model.Expectations[tree.FirstNode + at] : model.Leaves[tree.FirstLeaf + ~at];
}
