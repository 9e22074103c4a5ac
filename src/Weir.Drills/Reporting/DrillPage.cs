using System.Globalization;
using System.Net;
using System.Text;

namespace Weir.Drills.Reporting;

/// <summary>Reports as one page that needs nothing from elsewhere: no script, no font, no picture.</summary>
public static class DrillPage
{
    public static string Of(IReadOnlyList<DrillReport> reports)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width\"><title>Weir drills</title>")
            .Append("<style>")
            .Append(DrillPageStyle.Css).Append("</style></head><body><main>")
            .Append("<p class=\"mark\">weir drill</p>");
        foreach (var report in reports)
        {
            Write(page, report);
        }

        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Write(StringBuilder page, DrillReport report)
    {
        var failed = report.Checks.Count(static c => !c.Passed);
        page.Append($"<section><header><h1>{Text(report.Drill)}</h1>")
            .Append(report.Passed
                ? "<span class=\"pill good\">passed</span>"
                : "<span class=\"pill bad\">failed</span>")
            .Append($"</header><p class=\"lead\">{Text(report.Summary)}.</p><p>")
            .Append(report.Passed
                ? $"All {report.Checks.Length} checks held over {Seconds(report.Took)} seconds of load."
                : $"{failed} of {report.Checks.Length} checks did not hold: "
                    + Text(string.Join("; ", report.Checks.Where(static c => !c.Passed)
                        .Select(static c => $"{c.Name} ({c.Detail})"))) + ".")
            .Append("</p>");
        Figures(page, report);
        page.Append("<h2>Requests by tenth of a second</h2>").Append(DrillChart.Of(report));
        Marks(page, report);
        Checks(page, report);
        Visitors(page, report);
        Refusals(page, report);
        if (!report.Arithmetic.IsEmpty)
        {
            page.Append("<h2>Arithmetic</h2><pre>")
                .Append(Text(string.Join('\n', report.Arithmetic))).Append("</pre>");
        }

        page.Append("</section>");
    }

    private static void Figures(StringBuilder page, DrillReport report)
    {
        page.Append("<dl class=\"figures\">");
        Figure(page, "sent", report.Requests.Sent, alarm: false);
        Figure(page, "failed", report.Requests.Failed, alarm: true);
        Figure(page, "scored", report.Requests.Scored, alarm: false);
        Figure(page, "unscored", report.Requests.Unscored, alarm: false);
        Figure(page, "wrongly blocked", report.Verdicts.WronglyBlocked, alarm: true);
        Figure(page, "wrongly challenged", report.Verdicts.WronglyChallenged, alarm: true);
        Figure(page, "wrongly forwarded", report.Verdicts.WronglyForwarded, alarm: true);
        page.Append("</dl>");
    }

    private static void Figure(StringBuilder page, string name, int value, bool alarm) =>
        page.Append($"<div{(alarm && value > 0 ? " class=\"wrong\"" : "")}><dt>{name}</dt><dd>")
            .Append(value.ToString("N0", CultureInfo.InvariantCulture)).Append("</dd></div>");

    private static void Marks(StringBuilder page, DrillReport report)
    {
        page.Append("<ol class=\"marks\">");
        foreach (var mark in report.Timeline)
        {
            page.Append($"<li><time>{Seconds(mark.At)} s</time> {Text(mark.Event)}</li>");
        }

        page.Append("</ol>");
    }

    private static void Checks(StringBuilder page, DrillReport report)
    {
        page.Append("<h2>What had to hold</h2><table><thead><tr><th></th><th>claim</th><th>seen</th></tr>")
            .Append("</thead><tbody>");
        foreach (var check in report.Checks)
        {
            page.Append(check.Passed
                    ? "<tr><td><span class=\"pill good\">held</span></td>"
                    : "<tr><td><span class=\"pill bad\">not held</span></td>")
                .Append($"<td>{Text(check.Name)}</td><td>{Text(check.Detail)}</td></tr>");
        }

        page.Append("</tbody></table>");
    }

    private static void Visitors(StringBuilder page, DrillReport report)
    {
        page.Append("<h2>What visitors got</h2><table><thead><tr><th>visitor</th><th>who</th><th>over</th>")
            .Append("<th class=\"n\">sent</th><th class=\"n\">forwarded</th><th class=\"n\">blocked</th>")
            .Append("<th class=\"n\">failed</th><th class=\"n\">wrong verdict</th></tr></thead><tbody>");
        foreach (var row in report.Visitors)
        {
            page.Append($"<tr><td>{Text(row.Name)}</td><td>{row.Kind}</td><td>{row.Http}</td>")
                .Append($"<td class=\"n\">{row.Sent}</td><td class=\"n\">{row.Forwarded}</td>")
                .Append($"<td class=\"n\">{row.Blocked}</td><td class=\"n\">{row.Failed}</td>")
                .Append($"<td class=\"n\">{row.Wrong}</td></tr>");
        }

        page.Append("</tbody></table><p class=\"note\">Counted at the clients and in the origin's own log. ")
            .Append("Bots are known by a rule of the site here: this version verifies none by address. ")
            .Append("People are scripted HTTP clients with the headers of browsers.</p>");
    }

    private static void Refusals(StringBuilder page, DrillReport report)
    {
        if (report.Refusals.IsEmpty)
        {
            return;
        }

        page.Append("<h2>What was refused or left out</h2><table><thead><tr><th>layer</th><th>reason</th>")
            .Append("<th>culprit</th><th class=\"n\">count</th></tr></thead><tbody>");
        foreach (var refusal in report.Refusals)
        {
            page.Append($"<tr><td>{Text(refusal.Layer)}</td><td>{Text(refusal.Reason)}</td>")
                .Append($"<td>{Text(refusal.Culprit)}</td><td class=\"n\">{refusal.Count}</td></tr>");
        }

        page.Append("</tbody></table>");
    }

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
