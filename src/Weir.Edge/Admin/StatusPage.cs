using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Weir.Decisions.Verdicts;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;

namespace Weir.Edge.Admin;

/// <summary>
/// The page at <c>/</c>: how the node is doing, for a person. Made here whole, without scripts; its one
/// style sheet is allowed by a nonce and nothing else is.
/// </summary>
internal static class StatusPage
{
    private const int Refresh = 5;

    private const int Recent = 50;

    private const int NonceBytes = 16;

    public static Task ServeAsync(
        HttpContext http, INodeStatus node, EdgeTelemetry telemetry, ReleaseSources? sources, string version)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        var page = Write(node, telemetry, sources, version, nonce);
        return AdminReply.TextAsync(http, StatusCodes.Status200OK, "text/html; charset=utf-8", page);
    }

    private static string Write(
        INodeStatus node, EdgeTelemetry telemetry, ReleaseSources? sources, string version, string nonce)
    {
        var now = telemetry.Time.GetUtcNow();
        var page = new HtmlText();
        page.Add($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="refresh" content="{Refresh}">
            <title>Weir: {node.Phase.Name()}</title>
            <style nonce="{nonce}">
            """);
        StatusStyle.AddTo(page);
        page.Add($"""
            </style></head><body>
            <header><h1>Weir</h1>
            <span class="badge {node.Phase.Name()}" role="status">{node.Phase.Name()}</span>
            <p>version {version}, up {Age(now - node.StartedAt)}, page of {Clock(now)} UTC</p></header>
            <main>
            """);
        Problems(page, node.Configuration);
        Counters(page, telemetry);
        StatusReleases.Write(page, sources, now);
        Listeners(page, node, now);
        StatusTables.Sites(page, node, telemetry);
        StatusTables.Certificates(page, node.Certificates, now);
        StatusTables.Troubles(page, telemetry);
        StatusTables.Requests(page, telemetry.Recent.Newest(Recent));
        page.Add($"""
            </main>
            <footer>Refreshed every {Refresh} seconds. The same as data: <a href="/api/status">status</a>,
            <a href="/api/requests">requests</a>, <a href="/api/releases">releases</a>,
            <a href="/metrics">metrics</a>.</footer>
            </body></html>

            """);
        return page.ToString();
    }

    /// <summary>A span in its two largest units, as in <c>3 d 4 h</c>.</summary>
    internal static string Age(TimeSpan age)
    {
        var (first, second) = age switch
        {
            { TotalDays: >= 1 } => ($"{age.Days} d", $"{age.Hours} h"),
            { TotalHours: >= 1 } => ($"{age.Hours} h", $"{age.Minutes} min"),
            { TotalMinutes: >= 1 } => ($"{age.Minutes} min", $"{age.Seconds} s"),
            _ => ($"{Math.Max(0, age.Seconds)} s", ""),
        };
        return second.Length == 0 ? first : $"{first} {second}";
    }

    internal static string Clock(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The same with its date, where that is another than the page's.</summary>
    internal static string Moment(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.Date == now.UtcDateTime.Date
            ? Clock(at)
            : at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void Problems(HtmlText page, ConfigurationState configuration)
    {
        if (configuration.Problems.IsEmpty)
        {
            return;
        }

        page.Add($"""
            <section class="alert" role="alert"><h2>Configuration problems</h2>
            <p>What ran before still runs. In {configuration.Source}:</p><ul>
            """);
        foreach (var problem in configuration.Problems)
        {
            page.Add($"<li>{problem}</li>");
        }

        page.Add($"</ul></section>");
    }

    private static void Counters(HtmlText page, EdgeTelemetry telemetry)
    {
        var sites = telemetry.Sites;
        var all = Enum.GetValues<VisitorClass>();
        page.Add($"""<section aria-label="Counters"><dl class="cards">""");
        Card(page, "requests", sites.Sum(site => site.Requests()));
        Card(page, "verdict forward", sites.Sum(site => all.Sum(c => site.Requests(Verdict.Forward, c))));
        Card(page, "verdict block", sites.Sum(site => all.Sum(c => site.Requests(Verdict.Block, c))));
        Card(page, "verdict limit", sites.Sum(site => all.Sum(c => site.Requests(Verdict.Limit, c))));
        Card(page, "origin errors", sites.Sum(site => site.OriginErrors));
        Card(page, "edge errors", Enum.GetValues<EdgeStage>().Sum(telemetry.EdgeErrors));
        Card(page, "connections", telemetry.Connections);
        page.Add($"</dl></section>");
    }

    private static void Card(HtmlText page, string name, long count)
    {
        var text = count.ToString("N0", CultureInfo.InvariantCulture);
        page.Add($"<div><dt>{name}</dt><dd>{text}</dd></div>");
    }

    private static void Listeners(HtmlText page, INodeStatus node, DateTimeOffset now)
    {
        var loaded = Age(now - node.Configuration.LoadedAt);
        page.Add($"""
            <section><h2>Listening</h2>
            <p>Configuration: {node.Configuration.Source}, loaded {loaded} ago.
            Data: {node.DataFolder}</p><ul>
            """);
        foreach (var listener in node.Listeners)
        {
            var note = listener.Serving ? "" : "(not accepting)";
            page.Add($"<li><code>{listener.Address}</code> {note}</li>");
        }

        page.Add($"</ul></section>");
    }
}
