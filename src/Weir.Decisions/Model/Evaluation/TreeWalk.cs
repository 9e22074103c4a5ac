namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// The plain walk. Nothing is prepared or rearranged, so it is what the other evaluators are held against,
/// and what runs where a model's shape rules them out.
/// </summary>
internal sealed class TreeWalk(TreeEnsemble model) : TreeEvaluator
{
    public override double Sum(ReadOnlySpan<float> row)
    {
        var sum = 0d;
        foreach (var tree in model.Trees)
        {
            var nodes = model.NodesOf(tree);
            var at = tree.Root;
            while (at >= 0)
            {
                ref readonly var node = ref nodes[at];
                at = Splits.Next(model, tree, node, row[node.Feature]);
            }

            sum += model.Leaves[tree.FirstLeaf + ~at];
        }

        return sum;
    }
}
