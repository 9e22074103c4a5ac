using System.Globalization;
using System.Text;

namespace Weir.Drills.Reporting;

/// <summary>
/// Stacked bars of what began in each tenth of a second, with what happened as numbered marks.
/// </summary>
internal static class DrillChart
{
    private const double Width = 1000;
    private const double Left = 44;
    private const double Top = 30;
    private const double Height = 190;

    public static string Of(DrillReport report)
    {
        var svg = new StringBuilder();
        svg.Append(
            $"<svg viewBox=\"0 0 {Width} {Top + Height + 50}\" role=\"img\" "
            + "aria-label=\"requests over time\">");
        var highest = Math.Max(1, report.Slots.Select(Total).DefaultIfEmpty().Max());
        Axis(svg, highest, report.Slots.Length);
        var step = (Width - Left) / Math.Max(1, report.Slots.Length);
        for (var i = 0; i < report.Slots.Length; i++)
        {
            Bar(svg, report.Slots[i], Left + (i * step), step, highest);
        }

        Marks(svg, report, step);
        Legend(svg);
        return svg.Append("</svg>").ToString();
    }

    private static int Total(TimelineSlot slot) => slot.Scored + slot.Unscored + slot.Blocked + slot.Wrong;

    private static void Bar(StringBuilder svg, TimelineSlot slot, double x, double step, int highest)
    {
        var y = Top + Height;
        (string Class, int Count)[] parts =
        [
            ("scored", slot.Scored), ("unscored", slot.Unscored),
            ("blocked", slot.Blocked), ("wrong-bar", slot.Wrong),
        ];
        foreach (var (name, count) in parts.Where(static p => p.Count > 0))
        {
            var tall = count * Height / highest;
            y -= tall;
            svg.Append(Invariant(
                $"<rect class=\"{name}\" x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{step * 0.86:0.##}\" "))
                .Append(Invariant($"height=\"{tall:0.##}\"/>"));
        }
    }

    private static void Axis(StringBuilder svg, int highest, int slots)
    {
        for (var i = 0; i <= 2; i++)
        {
            var y = Top + (Height * i / 2);
            svg.Append(Invariant(
                $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{y}\" y2=\"{y}\"/>"))
                .Append(Invariant($"<text x=\"{Left - 8}\" y=\"{y + 4}\" text-anchor=\"end\">"))
                .Append(Invariant($"{highest * (2 - i) / 2.0:0.#}</text>"));
        }

        var every = Math.Max(1, slots / 100) * 10;
        for (var slot = 0; slot <= slots; slot += every)
        {
            var x = Left + (slot * (Width - Left) / Math.Max(1, slots));
            svg.Append(Invariant($"<text x=\"{x:0.##}\" y=\"{Top + Height + 16}\">{slot / 10.0:0} s</text>"));
        }
    }

    private static void Marks(StringBuilder svg, DrillReport report, double step)
    {
        for (var i = 0; i < report.Timeline.Length; i++)
        {
            var x = Math.Min(Width - 9, Left + (report.Timeline[i].At.TotalMilliseconds / 100 * step));
            svg.Append(Invariant(
                $"<line class=\"event\" x1=\"{x:0.##}\" x2=\"{x:0.##}\" y1=\"18\" y2=\"{Top + Height}\"/>"))
                .Append(Invariant($"<circle class=\"dot\" cx=\"{x:0.##}\" cy=\"10\" r=\"9\"/>"))
                .Append(Invariant($"<text class=\"tag\" x=\"{x:0.##}\" y=\"14\">{i + 1}</text>"));
        }
    }

    private static void Legend(StringBuilder svg)
    {
        (string Class, string Means)[] parts =
        [
            ("scored", "forwarded, scored"), ("unscored", "forwarded, unscored"),
            ("blocked", "blocked as expected"), ("wrong-bar", "failed or wrong verdict"),
        ];
        for (var i = 0; i < parts.Length; i++)
        {
            var x = Left + (i * 190);
            svg.Append(Invariant(
                $"<rect class=\"{parts[i].Class}\" x=\"{x}\" y=\"{Top + Height + 32}\" width=\"12\" "))
                .Append("height=\"12\" rx=\"2\"/>")
                .Append(Invariant($"<text x=\"{x + 18}\" y=\"{Top + Height + 42}\">{parts[i].Means}</text>"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
