namespace Weir.Cli.Commands.Syntax;

/// <summary>The known name that was probably meant.</summary>
public static class Nearest
{
    /// <summary>The nearest of the names, or null where none is near enough to be worth a question.</summary>
    public static string? To(string typed, IEnumerable<string> names)
    {
        // What is typed is somebody else's text; the distance is quadratic in its length.
        if (typed.Length is 0 or > 64)
        {
            return null;
        }

        string? best = null;
        var least = int.MaxValue;
        foreach (var name in names)
        {
            var begins = name.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
            var distance = begins ? 1 : Distance(typed, name);
            if (distance < least)
            {
                (best, least) = (name, distance);
            }
        }

        return least <= Math.Max(2, typed.Length / 3) ? best : null;
    }

    // Levenshtein's distance with two rows: insertions, deletions and replacements cost one each.
    private static int Distance(string typed, string name)
    {
        var above = new int[name.Length + 1];
        var row = new int[name.Length + 1];
        for (var j = 0; j <= name.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= typed.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var same = char.ToLowerInvariant(typed[i - 1]) == char.ToLowerInvariant(name[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
            }

            (above, row) = (row, above);
        }

        return above[name.Length];
    }
}
