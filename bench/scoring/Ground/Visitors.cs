namespace Weir.Bench.Scoring.Ground;

/// <summary>
/// Made-up visitors for benches: sixty features of the kinds that traffic has. Rates and times with long
/// tails, counts, flags of all frequencies, and some that are often missing; the label hangs on single
/// features, pairs and noise, so that trees grow as they do on real data. A seed makes the same rows on every
/// machine.
/// </summary>
internal static class Visitors
{
    public const int Features = 60;

    private const int Rates = 20;
    private const int Counts = 15;
    private const int Flags = 15;
    private const int Missing = 4;
    private const int FirstCount = Rates;
    private const int FirstFlag = FirstCount + Counts;
    private const int FirstShape = FirstFlag + Flags;
    private const int FirstMissing = Features - Missing;

    public static Population Make(int count, int seed)
    {
        var chance = new Random(seed);
        var values = new float[count * Features];
        var labels = new float[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = Visitor(values.AsSpan(i * Features, Features), chance);
        }

        return new Population(values, labels, Features);
    }

    private static float Visitor(Span<float> row, Random chance)
    {
        // What makes features go together.
        var kind = Normal(chance);
        for (var f = 0; f < Features; f++)
        {
            row[f] = (float)(f switch
            {
                < FirstCount => Math.Exp(Normal(chance) + (0.25 * kind * ((f % 3) - 1))),
                < FirstFlag => Math.Floor(Math.Exp(0.9 + (1.1 * Normal(chance)) + (0.2 * kind * (f % 2)))),
                < FirstShape => chance.NextDouble() < 0.04 + (0.06 * (f - FirstFlag)) ? 1 : 0,
                _ => Normal(chance) + (0.3 * kind),
            });
        }

        var isHuman = chance.NextDouble() < 1 / (1 + Math.Exp(-1.5 * Leaning(row)));
        for (var f = FirstMissing; f < Features; f++)
        {
            row[f] = chance.NextDouble() < 0.3 ? float.NaN : row[f];
        }

        return isHuman ? 1 : 0;
    }

    private static double Leaning(ReadOnlySpan<float> row)
    {
        var leaning = (0.8 * Math.Log(row[0])) - (0.6 * Math.Log(row[1]) * row[FirstFlag + 5]);
        leaning += (0.5 * Math.Sin(2 * row[2])) + (0.2 * Math.Log(row[4]) * Math.Log(row[5]));
        leaning += 0.1 * Math.Min(row[FirstCount], 20);
        leaning -= 0.08 * Math.Min(row[FirstCount + 1], 25) * (row[FirstFlag + 10] - 0.5);
        leaning += (0.7 * row[FirstFlag + 1]) - (0.5 * row[FirstFlag + 3] * row[FirstFlag + 6]);
        leaning += (0.6 * row[FirstShape] * row[FirstShape + 1]) + (0.4 * Math.Abs(row[FirstShape + 2]));
        leaning += (0.3 * row[FirstMissing] * (row[3] > 1 ? 1 : -1)) + (0.15 * row[FirstMissing + 1]);
        for (var f = 6; f < FirstCount; f++)
        {
            leaning += 0.08 * Math.Log(row[f]) * ((f % 2 * 2) - 1);
        }

        return leaning - 0.6;
    }

    private static double Normal(Random chance) =>
        Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
