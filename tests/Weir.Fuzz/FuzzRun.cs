using System.Diagnostics;

namespace Weir.Fuzz;

/// <summary>How a run ended. A failing input is reproduced by itself, or by seed and number.</summary>
public sealed record FuzzReport(long Inputs, int Signs, byte[]? FailingInput, string? Failure);

/// <summary>
/// Mutates saved inputs and keeps those that made something new happen. Everything but the number of
/// inputs that fit into a time follows from the seed.
/// </summary>
public static class FuzzRun
{
    private const int LargestPool = 2_048;

    public static FuzzReport Run(IFuzzTarget target, int seed, long inputs, TimeSpan? time = null)
    {
        var watch = Stopwatch.StartNew();
        var pool = new List<byte[]>(FuzzTargets.Seeds(target));
        var mutator = new Mutator(target, new Random(seed));
        var signs = new HashSet<string>();
        foreach (var known in pool.ToArray())
        {
            if (Try(target, known, signs) is { } failure)
            {
                return new FuzzReport(0, signs.Count, known, failure);
            }
        }

        long done = 0;
        while (done < inputs && (time is null || watch.Elapsed < time))
        {
            var input = mutator.Next(pool);
            var before = signs.Count;
            done++;
            if (Try(target, input, signs) is { } failure)
            {
                return new FuzzReport(done, signs.Count, input, failure);
            }

            if (signs.Count > before && pool.Count < LargestPool)
            {
                pool.Add(input);
            }
        }

        return new FuzzReport(done, signs.Count, null, null);
    }

    private static string? Try(IFuzzTarget target, byte[] input, HashSet<string> signs)
    {
        try
        {
            signs.Add(target.Check(input));
            return null;
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }
}
