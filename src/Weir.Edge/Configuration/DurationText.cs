using System.Globalization;
using Weir.Decisions;

namespace Weir.Edge.Configuration;

/// <summary>
/// Durations as people write them: <c>250ms</c>, <c>5s</c>, <c>1m</c>, <c>2h</c>, <c>7d</c>.
/// </summary>
public static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    public static Outcome<TimeSpan, TextFault> Read(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var number = text.AsSpan(0, digits < 0 ? text.Length : digits);
        if (digits < 0 && number.Length > 0)
        {
            return new TextFault(
                $"the duration '{Shown(text)}' has no unit", $"write {Shown(text)}s or {Shown(text)}ms")
                .As<TimeSpan>();
        }

        foreach (var (unit, length) in Units)
        {
            // Bounded before it is multiplied: no text overflows a TimeSpan.
            if (digits > 0 && text.AsSpan(digits).SequenceEqual(unit)
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count <= TimeSpan.FromDays(36_500) / length)
            {
                return Outcome<TimeSpan, TextFault>.Ok(length * count);
            }
        }

        return new TextFault(
            $"expected a duration, found '{Shown(text)}'",
            "write a whole number and ms, s, m, h or d, such as 250ms or 5s")
            .As<TimeSpan>();
    }

    /// <summary>In the largest unit that divides it.</summary>
    public static string Write(TimeSpan duration)
    {
        for (var i = Units.Length - 1; i > 0; i--)
        {
            if (duration > TimeSpan.Zero && duration.Ticks % Units[i].Length.Ticks == 0)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"{duration.Ticks / Units[i].Length.Ticks}{Units[i].Unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0}ms");
    }

    private static string Shown(string text) =>
        text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
}
