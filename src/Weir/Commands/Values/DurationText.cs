using System.Globalization;

namespace Weir.Cli.Commands.Values;

/// <summary>Reads <c>500ms</c>, <c>5s</c>, <c>10m</c>, <c>1h</c>; a bare number is seconds.</summary>
public static class DurationText
{
    private static readonly (string Unit, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    public static bool TryParse(string text, TimeSpan most, out TimeSpan duration, out string problem)
    {
        duration = default;
        problem = $"'{text}' is not a duration: write 500ms, 5s, 10m or 1h";
        var number = text;
        var scale = 1_000d;
        foreach (var (unit, milliseconds) in Units)
        {
            // 'ms' stands before 's' and 'm', so that the longest unit is taken.
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                (number, scale) = (text[..^unit.Length], milliseconds);
                break;
            }
        }

        const NumberStyles Plain = NumberStyles.AllowDecimalPoint;
        if (!double.TryParse(number, Plain, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        if (value * scale > most.TotalMilliseconds)
        {
            problem = $"'{text}' is longer than {most.TotalMinutes:0} minutes";
            return false;
        }

        duration = TimeSpan.FromMilliseconds(value * scale);
        problem = "";
        return true;
    }
}
