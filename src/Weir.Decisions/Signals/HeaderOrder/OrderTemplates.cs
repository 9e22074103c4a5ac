using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Signals.HeaderOrder;

/// <summary>
/// The orders of header names that real browsers send, by engine. Names of HTTP/1 alone - Host, Connection
/// - are in the same templates: over HTTP/2 they do not occur.
/// </summary>
internal static class OrderTemplates
{
    private const string ChromiumTail =
        "sec-fetch-site sec-fetch-mode sec-fetch-user sec-fetch-dest sec-fetch-storage-access"
        + " referer accept-encoding accept-language cookie";

    // Caching validators and a range stand behind everything but the priority.
    private const string ChromiumEnd = " (if-none-match if-modified-since range if-range) priority";

    private static readonly OrderTemplate[] ChromiumNavigation =
    [
        new("host connection content-length (cache-control pragma) sec-ch-ua sec-ch-ua-mobile"
            + " sec-ch-ua-platform"
            + " (origin content-type upgrade-insecure-requests dnt sec-gpc x-requested-with user-agent)"
            + " accept"
            + $" sec-purpose {ChromiumTail}{ChromiumEnd}"),

        // A restarted navigation puts the hints where they were added again.
        new("host connection content-length (cache-control pragma)"
            + " (origin content-type upgrade-insecure-requests dnt sec-gpc user-agent) accept"
            + " sec-fetch-site sec-fetch-mode sec-fetch-user sec-fetch-dest"
            + " sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform referer accept-encoding accept-language cookie"
            + ChromiumEnd),
    ];

    // What the renderer adds comes in the order of a hash table, which any further header changes.
    private static readonly OrderTemplate[] ChromiumResource =
    [
        new("host connection content-length (cache-control pragma) (sec-ch-ua sec-ch-ua-mobile"
            + " sec-ch-ua-platform"
            + " user-agent accept content-type origin dnt sec-gpc x-requested-with)"
            + $" {ChromiumTail}{ChromiumEnd}"),
        new("host connection (cache-control pragma) (sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform user-agent"
            + " accept-encoding dnt sec-gpc) accept sec-fetch-site sec-fetch-mode sec-fetch-dest"
            + " sec-fetch-storage-access referer accept-language cookie (range if-range) priority"),
        new("host connection (cache-control pragma) accept access-control-request-method"
            + " access-control-request-headers origin user-agent sec-fetch-mode sec-fetch-site sec-fetch-dest"
            + " referer accept-encoding accept-language priority"),
        new("host connection pragma cache-control user-agent upgrade origin sec-websocket-version"
            + " accept-encoding accept-language cookie sec-websocket-key sec-websocket-extensions"),
    ];

    private const string GeckoTail = " upgrade-insecure-requests sec-fetch-dest sec-fetch-mode sec-fetch-site"
        + " sec-fetch-user";

    private static readonly OrderTemplate[] Gecko =
    [
        new("host user-agent accept accept-language accept-encoding (referer content-type content-length"
            + " origin"
            + " x-requested-with dnt sec-gpc connection cookie range if-range access-control-request-method"
            + $" access-control-request-headers){GeckoTail}"
            + " (if-modified-since if-none-match priority pragma cache-control sec-purpose) te"),

        // Media asks for bytes, and for no encoding, at the end.
        new("host user-agent accept accept-language (range if-range dnt sec-gpc connection referer origin"
            + " cookie)"
            + " sec-fetch-dest sec-fetch-mode sec-fetch-site accept-encoding (priority pragma"
            + " cache-control) te"),
        new("host user-agent accept accept-language accept-encoding sec-websocket-version origin"
            + " (sec-websocket-extensions sec-websocket-key) (dnt sec-gpc connection cookie) sec-fetch-dest"
            + " sec-fetch-mode sec-fetch-site pragma cache-control upgrade"),
    ];

    /// <param name="engine">What the user agent claims.</param>
    /// <param name="multiplexed">HTTP/2 or 3.</param>
    /// <param name="seen">Places of known headers.</param>
    /// <returns>Without pairs where the engine has no known order.</returns>
    public static OrderMatch Best(BrowserEngine engine, bool multiplexed, ReadOnlySpan<byte> seen) =>
        engine switch
        {
            BrowserEngine.Chromium => Best(
                seen.Contains(Navigation) ? ChromiumNavigation : ChromiumResource, seen),
            BrowserEngine.Gecko => Best(Gecko, seen),
            BrowserEngine.WebKit => Best(
                multiplexed ? WebKitOrders.Http2 : seen.Contains(WebSocket) ? WebKitOrders.WebSocket
                    : WebKitOrders.Http1,
                seen),
            BrowserEngine.Unset => default,
            _ => default,
        };

    private static readonly byte Navigation = (byte)KnownHeaders.Find("upgrade-insecure-requests");

    private static readonly byte WebSocket = (byte)KnownHeaders.Find("sec-websocket-key");

    private static OrderMatch Best(OrderTemplate[] templates, ReadOnlySpan<byte> seen)
    {
        var best = templates[0].Match(seen);
        foreach (var template in templates.AsSpan(1))
        {
            var match = template.Match(seen);
            best = match.IsBetterThan(best) ? match : best;
        }

        return best;
    }
}
