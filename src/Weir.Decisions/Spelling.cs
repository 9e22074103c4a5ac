namespace Weir.Decisions;

/// <summary>Which known name a misspelt one was probably meant to be.</summary>
public static class Spelling
{
    private const int LongestCompared = 64;

    /// <summary>The nearest name as a question, or null where none is near enough to be helpful.</summary>
    public static string? DidYouMean(string text, IEnumerable<string> known) =>
        Nearest(text, known) is { } name ? $"did you mean '{name}'?" : null;

    public static string? Nearest(string text, IEnumerable<string> known)
    {
        if (text.Length is 0 or > LongestCompared)
        {
            return null;
        }

        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var name in known)
        {
            var distance = Distance(Plain(text), Plain(name));
            if (distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best is not null && bestDistance <= Tolerance(Math.Max(text.Length, best.Length))
            ? best
            : null;
    }

    private static int Tolerance(int length) => length switch
    {
        <= 2 => 0,
        <= 4 => 1,
        <= 8 => 2,
        _ => 3,
    };

    private static string Plain(string text) =>
        text.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>
    /// Insertions, deletions, substitutions and swaps of neighbours that lead from one to the other
    /// (optimal string alignment).
    /// </summary>
    private static int Distance(string a, string b)
    {
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                now[j] = Math.Min(change, Math.Min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}
