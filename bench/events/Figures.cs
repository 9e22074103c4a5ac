using System.Globalization;

namespace Weir.Bench.Events;

/// <summary>How a figure of several rounds is written.</summary>
internal static class Figures
{
    /// <summary>Median, least and greatest.</summary>
    public static string Spread(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToArray();
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(sorted[sorted.Length / 2])} ({Text(sorted[0])}-{Text(sorted[^1])})";
    }
}
