using System.Globalization;
using System.Net;
using System.Text;

namespace Weir.Keeper.Training.Reporting;

/// <summary>The report as one page with plots: HTML and SVG, no scripts, nothing from elsewhere.</summary>
internal static class ReportPage
{
    private const int Width = 720;
    private const int Height = 200;

    public static string Write(ReportData data)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Weir: model report</title>
            <style>:root{color-scheme:light}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;
            margin:2rem auto;padding:0 1rem;color:#1b2733;background:#fff}
            table{border-collapse:collapse;width:100%;font-size:13px}
            td,th{border-bottom:1px solid #dde3e8;padding:.25rem .5rem;text-align:left}td.n{text-align:right}
            .yes{color:#17693a}.no{color:#a01c1c;font-weight:600}svg{background:#f6f8fa;border-radius:4px}
            .p{fill:#2166ac}.b{fill:#c4622d;fill-opacity:.75}text{font:11px system-ui,sans-serif;fill:#1b2733}
            </style></head><body><h1>Model report</h1>
            """);
        page.Append(CultureInfo.InvariantCulture,
            $"<p>{data.Trees} trees, {data.Features} features, seed {data.Seed}. Every figure is of groups ");
        page.Append("that the model in question was not trained with.</p>");
        Bars(page, data.Bars);
        page.Append("<h2>Scores</h2><p>Share of requests by score: persons blue, bots brown.</p>");
        Histogram(page, data);
        page.Append("<h2>Calibration</h2><p>Share of persons by score, rows weighted as in training. "
            + "On the line, a score is a chance.</p>");
        Reliability(page, data.Reliability);
        page.Append("<h2>What the model looks at</h2>");
        page.Append("<p>Mean effect on the log odds, in either direction.</p>");
        Effects(page, [.. data.Effects.Take(20)]);
        page.Append("<h2>Families</h2>");
        Groups(page, [.. data.Families, .. data.Segments]);
        page.Append("</body></html>\n");
        return page.ToString();
    }

    private static void Bars(StringBuilder page, IReadOnlyList<Bar> bars)
    {
        page.Append("<h2>Bars</h2><table><tr><th>what</th><th>goal</th><th>measured</th><th>met</th></tr>");
        foreach (var bar in bars)
        {
            var (kind, met) = bar.Met switch
            {
                true => ("yes", "yes"),
                false => ("no", "no"),
                null => ("", Reporting.Bars.NotMeasured),
            };
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{Text(bar.Name)}</td><td>{Text(bar.Goal)}</td><td>{Text(bar.Measured)}</td>"
                + $"<td class=\"{kind}\">{met}</td></tr>");
        }

        page.Append("</table>");
    }

    private static void Histogram(StringBuilder page, ReportData data)
    {
        Open(page, Height);
        var most = Math.Sqrt(data.PersonScores.Concat(data.BotScores).Append(1e-9).Max());
        var step = (Width - 40) / 99.0;
        for (var i = 0; i < 99; i++)
        {
            Column(page, "b", 20 + (i * step), step * 0.9, Math.Sqrt(data.BotScores[i]) / most);
            Column(page, "p", 20 + (i * step), step * 0.9, Math.Sqrt(data.PersonScores[i]) / most);
        }

        page.Append(CultureInfo.InvariantCulture, $"""
            <line x1="{20 + (29 * step):0.0}" x2="{20 + (29 * step):0.0}" y1="10" y2="{Height - 20}"
            stroke="#555" stroke-dasharray="4 3"/><text x="{24 + (29 * step):0.0}" y="20">30</text>
            <text x="18" y="{Height - 6}">1</text><text x="{Width - 34}" y="{Height - 6}">99</text></svg>
            <p>Heights are square roots, so that rare scores can be seen.</p>
            """);
    }

    private static void Column(StringBuilder page, string kind, double x, double width, double share)
    {
        var tall = share * (Height - 40);
        if (tall > 0)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<rect class=\"{kind}\" x=\"{x:0.0}\" y=\"{Height - 20 - tall:0.0}\" width=\"{width:0.0}\" "
                + $"height=\"{tall:0.0}\"/>");
        }
    }

    private static void Reliability(
        StringBuilder page, IReadOnlyList<(double Score, double Share, int Rows)> points)
    {
        const int Side = 260;
        page.Append(CultureInfo.InvariantCulture,
            $"<svg width=\"{Side}\" height=\"{Side}\"><line x1=\"20\" y1=\"{Side - 20}\" "
            + $"x2=\"{Side - 20}\" y2=\"20\" stroke=\"#999\"/>");
        foreach (var (score, share, rows) in points)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<circle class=\"p\" cx=\"{20 + (score / 100 * (Side - 40)):0.0}\" "
                + $"cy=\"{Side - 20 - (share * (Side - 40)):0.0}\" r=\"5\">"
                + $"<title>{rows} rows</title></circle>");
        }

        page.Append("</svg>");
    }

    private static void Effects(StringBuilder page, IReadOnlyList<(string Name, double Effect)> effects)
    {
        const int Line = 18;
        Open(page, (effects.Count * Line) + 10);
        var most = effects.Select(static e => e.Effect).Append(1e-9).Max();
        for (var i = 0; i < effects.Count; i++)
        {
            var wide = effects[i].Effect / most * (Width - 290);
            page.Append(CultureInfo.InvariantCulture,
                $"<text x=\"8\" y=\"{(i * Line) + 18}\">{Text(effects[i].Name)}</text><rect class=\"p\" "
                + $"x=\"200\" y=\"{(i * Line) + 8}\" width=\"{wide:0.0}\" height=\"12\"/>"
                + $"<text x=\"{206 + wide:0.0}\" y=\"{(i * Line) + 18}\">"
                + $"{effects[i].Effect:0.00}</text>");
        }

        page.Append("</svg>");
    }

    private static void Groups(StringBuilder page, IReadOnlyList<GroupFigures> groups)
    {
        page.Append("<table><tr><th>group</th><th>sessions</th><th>requests</th><th>first below 30</th>"
            + "<th>from the eleventh</th><th>all</th><th>median</th></tr>");
        foreach (var group in groups)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{Text(group.Name)}</td><td class=\"n\">{group.Sessions}</td>"
                + $"<td class=\"n\">{group.Requests}</td>"
                + $"<td class=\"n\">{Reporting.Bars.Percent(group.LowFirst)}</td>"
                + $"<td class=\"n\">{Reporting.Bars.Percent(group.LowLater)}</td>"
                + $"<td class=\"n\">{Reporting.Bars.Percent(group.Low)}</td>"
                + $"<td class=\"n\">{group.Median}</td></tr>");
        }

        page.Append("</table>");
    }

    private static void Open(StringBuilder page, int height) =>
        page.Append(CultureInfo.InvariantCulture, $"<svg width=\"{Width}\" height=\"{height}\">");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
