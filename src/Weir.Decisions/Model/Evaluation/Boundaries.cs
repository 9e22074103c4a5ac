namespace Weir.Decisions.Model.Evaluation;

/// <summary>Thresholds as floats that decide every float as the double threshold does.</summary>
internal static class Boundaries
{
    /// <summary>Distinct boundaries of one feature: ranks 0 to 255 are one byte.</summary>
    public const int Most = 255;

    /// <summary>
    /// The greatest float that goes left. Values next to zero count as zero, so a threshold there moves to
    /// the end of that zone which decides the whole zone as it decides zero.
    /// </summary>
    public static float Of(double threshold)
    {
        if (Math.Abs(threshold) <= Splits.ZeroZone)
        {
            return threshold >= 0 ? Splits.ZeroZone : MathF.BitDecrement(-Splits.ZeroZone);
        }

        var nearest = (float)threshold;
        return nearest > threshold ? MathF.BitDecrement(nearest) : nearest;
    }

    /// <summary>
    /// For each feature its distinct boundaries, rising; empty where no number is compared.
    /// </summary>
    public static float[][] OfFeatures(TreeEnsemble model)
    {
        var found = new SortedSet<float>?[model.FeatureCount];
        foreach (var node in model.Nodes)
        {
            if (!node.Rule.IsCategorical)
            {
                (found[node.Feature] ??= []).Add(Of(node.Threshold));
            }
        }

        return [.. found.Select(set => set?.ToArray() ?? [])];
    }
}
