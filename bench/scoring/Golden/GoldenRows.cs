using Weir.Bench.Scoring.Ground;
using Weir.Decisions.Model;

namespace Weir.Bench.Scoring.Golden;

/// <summary>
/// Rows for the golden set: some to learn from, and some to ask about, in which every awkward value stands in
/// every place.
/// </summary>
internal static class GoldenRows
{
    public const int Features = 8;

    private const int FirstCategory = 6;
    private const int Categories = 40;

    private static readonly float[] Awkward =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, -float.Epsilon,
        1e-36f, -1e-36f, 1e-35f, -1e-35f, MathF.BitIncrement(1e-35f), MathF.BitDecrement(-1e-35f),
        float.MaxValue, float.MinValue, 1, -1, 0.5f, -0.5f, -0.999f, 31, 32, 39.7f, 1_000, 3e9f, -3e9f,
    ];

    public static Population ToLearnFrom(int count, int seed)
    {
        var chance = new Random(seed);
        var (values, labels) = (new float[count * Features], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var row = values.AsSpan(i * Features, Features);
            Ordinary(row, chance);
            var leaning = Zeroed(row[0]) - Zeroed(row[1]) + (Zeroed(row[2]) * Zeroed(row[3]))
                + (float.IsNaN(row[4]) ? 1 : row[4] == 0 ? -1 : 0.3f * row[4])
                + (int.IsOddInteger((int)Zeroed(row[6]) / 3) ? 0.8f : -0.8f)
                + (Zeroed(row[7]) is > 10 and < 20 ? 1 : 0);
            labels[i] = chance.NextDouble() < 1 / (1 + Math.Exp(-leaning)) ? 1 : 0;
        }

        return new Population(values, labels, Features);
    }

    /// <summary>Ordinary rows, some of whose values are then awkward ones or next to a threshold.</summary>
    public static Population ToAsk(TreeEnsemble model, int count, int seed)
    {
        var chance = new Random(seed);
        var numbers = model.Nodes.Where(node => !node.Rule.IsCategorical).ToArray();
        var values = new float[count * Features];
        for (var i = 0; i < count; i++)
        {
            var row = values.AsSpan(i * Features, Features);
            Ordinary(row, chance);
            for (var change = i % 6; change > 0; change--)
            {
                if (numbers.Length > 0 && chance.Next(2) == 0)
                {
                    var node = numbers[chance.Next(numbers.Length)];
                    row[node.Feature] = Near((float)node.Threshold, chance);
                }
                else
                {
                    row[chance.Next(Features)] = Awkward[((i * 7) + chance.Next(3)) % Awkward.Length];
                }
            }
        }

        return new Population(values, new float[count], Features);
    }

    private static float Near(float threshold, Random chance) => chance.Next(3) switch
    {
        0 => MathF.BitDecrement(threshold),
        1 => MathF.BitIncrement(threshold),
        _ => threshold,
    };

    private static void Ordinary(Span<float> row, Random chance)
    {
        for (var f = 0; f < row.Length; f++)
        {
            var value = f < FirstCategory
                ? (chance.NextDouble() * 4) - 2
                : Math.Floor(chance.NextDouble() * chance.NextDouble() * Categories);
            var kind = chance.NextDouble();
            row[f] = kind < 0.12 ? float.NaN : kind < 0.24 ? 0 : (float)value;
        }
    }

    private static float Zeroed(float value) => float.IsNaN(value) ? 0 : value;
}
