using System.Globalization;
using Weir.Decisions;

namespace Weir.Edge.Configuration;

/// <summary>
/// Sizes as people write them: <c>512</c> or <c>512B</c>, <c>64KiB</c>, <c>10MiB</c>, <c>2GiB</c>.
/// </summary>
public static class SizeText
{
    private static readonly (string Unit, int Shift)[] Units =
        [("", 0), ("B", 0), ("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)];

    /// <summary>Bytes.</summary>
    public static Outcome<long, TextFault> Read(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var number = text.AsSpan(0, digits < 0 ? text.Length : digits);
        var unit = text.AsSpan(number.Length);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return Fault(text).As<long>();
        }

        foreach (var (name, shift) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                return count <= long.MaxValue >> shift
                    ? Outcome<long, TextFault>.Ok(count << shift)
                    : new TextFault($"the size '{text}' is larger than anything that can be counted")
                        .As<long>();
            }
        }

        foreach (var (name, _) in Units)
        {
            if (name.Length > 1 && char.ToUpperInvariant(unit[0]) == name[0])
            {
                return new TextFault(
                    $"unknown unit in the size '{Shown(text)}'", $"did you mean '{number}{name}'?")
                    .As<long>();
            }
        }

        return Fault(text).As<long>();
    }

    /// <summary>In the largest unit that divides it.</summary>
    public static string Write(long bytes)
    {
        for (var i = Units.Length - 1; i > 1; i--)
        {
            if (bytes > 0 && bytes % (1L << Units[i].Shift) == 0)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"{bytes >> Units[i].Shift}{Units[i].Unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes}B");
    }

    private static TextFault Fault(string text) =>
        new(
            $"expected a size, found '{Shown(text)}'",
            "write bytes as a whole number with KiB, MiB or GiB, such as 64KiB");

    private static string Shown(string text) =>
        text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
}
