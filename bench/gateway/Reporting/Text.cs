using System.Globalization;
using Weir.Bench.Gateway.Measuring;

namespace Weir.Bench.Gateway.Reporting;

/// <summary>
/// Figures as the tables write them: median (least-greatest), a dash where nothing was measured.
/// </summary>
internal static class Text
{
    public static string Ratio(double value) => Format(value, "0.00");

    public static string Ratios(Spread? spread) => Format(spread, "0.00");

    public static string Tenths(Spread? spread) => Format(spread, "0.0");

    public static string Wholes(Spread? spread) => Format(spread, "#,0");

    public static string Tenth(double? value) => value is { } known ? Format(known, "0.0") : "-";

    public static string Milliseconds(Spread? seconds) => seconds is { } known
        ? Wholes(new Spread(known.Median * 1e3, known.Min * 1e3, known.Max * 1e3))
        : "-";

    private static string Format(Spread? spread, string format) => spread switch
    {
        null => "-",
        { } one when one.Min.Equals(one.Max) => Format(one.Median, format),
        { } many => $"{Format(many.Median, format)} ({Format(many.Min, format)}-{Format(many.Max, format)})",
    };

    private static string Format(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
