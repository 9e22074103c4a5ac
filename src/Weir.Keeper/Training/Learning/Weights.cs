using Weir.Keeper.Training.Rows;

namespace Weir.Keeper.Training.Learning;

/// <summary>
/// How much each row counts. Persons and bots count alike in sum, and within each a family counts by the
/// square root of its rows: the one with most sessions in the laboratory is not the most common one outside.
/// </summary>
internal static class Weights
{
    // A driven browser looks like a person's in everything but its pace. Counted in full, it would teach the
    // model that persons are bots.
    private const double Driven = 0.25;

    public static float[] Of(IReadOnlyList<TrainingRow> rows)
    {
        var sizes = rows.CountBy(static r => r.Label.Family).ToDictionary();
        var weights = rows.Select(r => (r.Label.IsDriven ? Driven : 1) / Math.Sqrt(sizes[r.Label.Family]))
            .ToArray();
        foreach (var person in (ReadOnlySpan<bool>)[true, false])
        {
            var sum = 0d;
            var count = 0;
            for (var i = 0; i < weights.Length; i++)
            {
                sum += rows[i].Label.Person == person ? weights[i] : 0;
                count += rows[i].Label.Person == person ? 1 : 0;
            }

            for (var i = 0; i < weights.Length && count > 0; i++)
            {
                weights[i] *= rows[i].Label.Person == person ? rows.Count / (2 * sum) : 1;
            }
        }

        return [.. weights.Select(static w => (float)w)];
    }
}
