namespace Weir.Keeper.Training.Learning;

/// <summary>
/// Isotonic regression by pooling adjacent violators (Barlow et al., 1972): the non-decreasing steps that
/// are nearest to the weighted outcomes.
/// </summary>
internal static class Isotonic
{
    /// <summary>One level part: from this score on, this probability.</summary>
    public readonly record struct Step(double Score, double Probability, double Weight);

    /// <param name="samples">Finite scores with outcomes 0 or 1 and weights above 0; in any order.</param>
    /// <returns>Steps with rising scores and rising probabilities; empty for no samples.</returns>
    public static List<Step> Fit(IEnumerable<(double Score, double Outcome, double Weight)> samples)
    {
        var pools = new List<Pool>();
        foreach (var group in samples.GroupBy(s => s.Score).OrderBy(g => g.Key))
        {
            var weight = group.Sum(s => s.Weight);
            pools.Add(new Pool(group.Key, group.Sum(s => s.Outcome * s.Weight) / weight, weight));
            while (pools.Count > 1 && pools[^2].Mean >= pools[^1].Mean)
            {
                var (left, right) = (pools[^2], pools[^1]);
                var together = left.Weight + right.Weight;
                pools.RemoveAt(pools.Count - 1);
                var mean = ((left.Mean * left.Weight) + (right.Mean * right.Weight)) / together;
                pools[^1] = new Pool(left.First, mean, together);
            }
        }

        return [.. pools.Select(p => new Step(p.First, p.Mean, p.Weight))];
    }

    private readonly record struct Pool(double First, double Mean, double Weight);
}
