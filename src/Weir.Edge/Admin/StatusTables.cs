using System.Collections.Immutable;
using System.Globalization;
using Weir.Decisions.Verdicts;
using Weir.Edge.Watching;

namespace Weir.Edge.Admin;

/// <summary>The tables of the status page.</summary>
internal static class StatusTables
{
    /// <summary>
    /// Sites shown; a page of ten thousand helps nobody, and the data is at <c>/api/status</c>.
    /// </summary>
    private const int ShownSites = 100;

    private static readonly TimeSpan ExpirySoon = TimeSpan.FromDays(14);

    public static void Sites(HtmlText page, INodeStatus node, EdgeTelemetry telemetry)
    {
        var counts = telemetry.Sites.ToDictionary(site => site.Id);
        Begin(page, "Sites", "Site", "Hosts", "Mode", "Requests", "Origin", "Health");
        foreach (var site in node.Sites.Take(ShownSites))
        {
            var count = counts.TryGetValue(site.Id, out var counters) ? counters.Requests() : 0;
            var hosts = string.Join(", ", site.Hosts.Take(3)) + (site.Hosts.Length > 3 ? ", …" : "");
            foreach (var (index, origin) in site.Origins.Index())
            {
                var first = index == 0;
                page.Add($"<tr><td>{(first ? site.Id : "")}</td><td>{(first ? hosts : "")}</td>");
                page.Add($"<td>{(first ? site.Mode : "")}</td>");
                page.Add($"<td class=\"n\">{(first ? Number(count) : "")}</td>");
                page.Add($"<td><code>{origin.Address}</code></td>");
                var health = origin.Healthy ? "healthy" : $"set aside after {origin.Failures} failures";
                page.Add($"<td class=\"{(origin.Healthy ? "good" : "bad")}\">{health}");
                page.Add($"{(origin.LastError is { } error ? $": {error}" : "")}</td></tr>");
            }
        }

        End(page, node.Sites.Length > ShownSites ? $"and {node.Sites.Length - ShownSites} more sites" : null);
    }

    public static void Certificates(
        HtmlText page, ImmutableArray<CertificateState> certificates, DateTimeOffset now)
    {
        if (certificates.IsEmpty)
        {
            return;
        }

        Begin(page, "Certificates", "Hosts", "Expires", "State");
        foreach (var certificate in certificates)
        {
            var left = certificate.NotAfter - now;
            var day = certificate.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var state = left < TimeSpan.Zero ? "expired" : $"{StatusPage.Age(left)} left";
            var good = left > ExpirySoon && certificate.Problem is null;
            page.Add($"<tr><td>{string.Join(", ", certificate.Hosts)}</td><td>{day}</td>");
            page.Add($"<td class=\"{(good ? "good" : "bad")}\">{state}");
            page.Add($"{(certificate.Problem is { } problem ? $"; {problem}" : "")}</td></tr>");
        }

        End(page, null);
    }

    /// <summary>What went wrong or was refused, by reason; left out where nothing was.</summary>
    public static void Troubles(HtmlText page, EdgeTelemetry telemetry)
    {
        List<(string What, string Reason, long Count)> troubles =
        [
            .. Enum.GetValues<LimitReason>().Select(r => ("refused", r.Name(), telemetry.LimitsReached(r))),
            .. Enum.GetValues<EdgeStage>().Select(s => ("edge error", s.Name(), telemetry.EdgeErrors(s))),
            .. Enum.GetValues<UnscoredReason>().Select(r =>
                ("unscored", r.Name() ?? "", telemetry.Unscored(r))),
        ];
        troubles.RemoveAll(trouble => trouble.Count == 0);
        if (troubles.Count == 0)
        {
            return;
        }

        Begin(page, "Refused and failed", "What", "Reason", "Count");
        foreach (var (what, reason, count) in troubles)
        {
            page.Add($"<tr><td>{what}</td><td>{reason}</td><td class=\"n\">{Number(count)}</td></tr>");
        }

        End(page, null);
    }

    public static void Requests(HtmlText page, ImmutableArray<RequestRecord> requests)
    {
        Begin(page, "Last requests", "Time", "Site", "Request", "Status", "Verdict", "Score", "JA4", "ms",
            "Reference");
        foreach (ref readonly var request in requests.AsSpan())
        {
            var decision = request.Decision;
            var score = decision.Score > 0 ? Number(decision.Score) : decision.Unscored.Name() ?? "";
            var milliseconds =
                request.Duration.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
            var fault = request.Fault == FaultOwner.Unset ? "" : $" ({request.Fault.Name()})";
            var id = request.Id.ToString();
            page.Add($"<tr><td>{StatusPage.Clock(request.At)}</td>");
            page.Add($"<td>{request.Site ?? EdgeTelemetry.NoSite}</td>");
            page.Add($"<td class=\"path\"><b>{request.Method}</b> {request.Path}</td>");
            var health = request.Status is > 0 and < 500 ? "" : "bad";
            page.Add($"<td class=\"{health}\">{request.Status}{fault}</td>");
            page.Add($"<td>{decision.Verdict.Name()}</td><td>{score}</td>");
            page.Add($"<td><code>{request.Ja4}</code></td>");
            page.Add($"<td class=\"n\">{milliseconds}</td>");
            page.Add($"<td><a href=\"/api/requests/{id}\"><code>{id}</code></a></td></tr>");
        }

        End(page, requests.IsEmpty ? "No request yet." : null);
    }

    public static void Begin(HtmlText page, string title, params ReadOnlySpan<string> columns)
    {
        // A table wider than the screen scrolls in its own box, which the keyboard can reach.
        page.Add($"<section><h2>{title}</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" ");
        page.Add($"aria-label=\"{title}\"><table><thead><tr>");
        foreach (var column in columns)
        {
            page.Add($"<th scope=\"col\">{column}</th>");
        }

        page.Add($"</tr></thead><tbody>");
    }

    public static void End(HtmlText page, string? note)
    {
        page.Add($"</tbody></table></div>");
        if (note is not null)
        {
            page.Add($"<p>{note}</p>");
        }

        page.Add($"</section>");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
