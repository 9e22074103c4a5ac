namespace Weir.Decisions.Signals.HeaderOrder;

/// <summary>
/// Safari's orders. It changes them between versions, and by whether a request has a body, cookies or was
/// redirected; each line is one of the ways that were seen, grouped where one line can hold several.
/// </summary>
internal static class WebKitOrders
{
    public static OrderTemplate[] Http1 { get; } =
    [
        new("host content-type sec-fetch-site origin cookie content-length connection sec-fetch-mode"
            + " upgrade-insecure-requests accept user-agent referer accept-language sec-fetch-dest"
            + " accept-encoding"
            + " priority"),
        new("host content-type sec-fetch-site origin accept-encoding cookie connection sec-fetch-mode"
            + " upgrade-insecure-requests accept user-agent referer content-length sec-fetch-dest"
            + " accept-language priority"),
        new("host (upgrade-insecure-requests accept) cookie user-agent accept-language accept-encoding"
            + " connection"),
        new("host accept accept-language accept-encoding content-type origin content-length connection"
            + " upgrade-insecure-requests user-agent referer cookie"),
        new("host accept sec-fetch-site (accept-encoding accept-language) sec-fetch-mode content-type origin"
            + " user-agent referer content-length connection cookie sec-fetch-dest priority"),
        new("host sec-fetch-site accept-encoding cookie connection sec-fetch-mode accept user-agent"
            + " accept-language referer sec-fetch-dest priority"),
        new("host sec-fetch-site (accept-language connection) sec-fetch-mode upgrade-insecure-requests accept"
            + " user-agent referer sec-fetch-dest accept-encoding priority"),
        new("host accept accept-language connection accept-encoding user-agent"),
        new("host accept connection cookie user-agent accept-language referer accept-encoding"),
        new("host accept (accept-encoding accept-language) (content-type origin) user-agent connection"
            + " upgrade-insecure-requests referer content-length cookie"),
        new("host accept (accept-language accept-encoding) content-type origin user-agent referer"
            + " upgrade-insecure-requests content-length (cookie connection)"),
        new("host accept (accept-language accept-encoding) origin user-agent referer content-length"
            + " connection"
            + " content-type"),
        new("host (origin content-type) accept-encoding connection accept user-agent accept-language"
            + " referer"),
        new("host (origin content-type) connection accept user-agent (referer accept-language)"
            + " accept-encoding"),
        new("host content-type origin accept-language accept-encoding connection accept user-agent referer"
            + " content-length"),
        new("host sec-fetch-site (accept-encoding accept-language) sec-fetch-mode accept user-agent"
            + " (referer connection range) sec-fetch-dest priority"),
        new("host accept-language range accept user-agent referer accept-encoding connection"),
        new("host accept sec-fetch-site (accept-encoding accept-language sec-fetch-mode) origin user-agent"
            + " referer content-length connection (content-type sec-fetch-dest) priority"),
        new("host accept origin accept-encoding connection sec-fetch-mode sec-fetch-site user-agent referer"
            + " sec-fetch-dest accept-language priority"),
        new("host accept (accept-encoding accept-language) origin (user-agent connection) referer"),
        new("host origin access-control-request-method content-length access-control-request-headers"
            + " connection"
            + " accept user-agent referer accept-language accept-encoding"),
        new("host sec-fetch-site accept-encoding access-control-request-method sec-fetch-mode accept-language"
            + " origin access-control-request-headers user-agent referer content-length connection"
            + " sec-fetch-dest accept"),
        new("host sec-fetch-dest user-agent upgrade-insecure-requests accept sec-fetch-site sec-fetch-mode"
            + " cookie"
            + " accept-language priority accept-encoding connection"),
    ];

    public static OrderTemplate[] WebSocket { get; } =
    [
        new("host pragma accept sec-websocket-key sec-websocket-version accept-language"
            + " sec-websocket-extensions"
            + " cache-control accept-encoding origin user-agent connection upgrade"),
        new("host pragma accept sec-websocket-key sec-fetch-site sec-websocket-version"
            + " sec-websocket-extensions"
            + " cache-control sec-fetch-mode accept-language origin user-agent connection accept-encoding"
            + " upgrade sec-fetch-dest"),
        new("upgrade connection host origin pragma cache-control sec-websocket-key sec-websocket-version"
            + " sec-websocket-extensions user-agent cookie"),
    ];

    public static OrderTemplate[] Http2 { get; } =
    [
        new("(accept content-type) (range sec-fetch-site) origin cookie content-length sec-fetch-dest"
            + " accept-language sec-fetch-mode user-agent referer accept-encoding priority"),
        new("(accept cookie) sec-fetch-site accept-encoding sec-fetch-mode user-agent accept-language referer"
            + " sec-fetch-dest priority"),
        new("(content-type accept) sec-fetch-site (accept-encoding accept-language) (sec-fetch-mode origin)"
            + " user-agent referer content-length (cookie range) sec-fetch-dest priority"),
        new("(content-type cookie accept sec-fetch-site) (referer sec-fetch-dest) sec-fetch-mode user-agent"
            + " accept-language accept-encoding priority"),
        new("user-agent accept accept-language accept-encoding"),
        new("(cookie accept origin) accept-encoding user-agent (accept-language referer)"),
        new("accept content-type origin cookie accept-language accept-encoding user-agent content-length"
            + " referer"),
        new("accept sec-fetch-site sec-fetch-dest accept-encoding sec-fetch-mode accept-language user-agent"
            + " referer"),
        new("(cookie accept) (content-type origin referer) content-length accept-language user-agent"
            + " accept-encoding"),
        new("(content-type accept) (accept-language accept-encoding) origin (content-length referer"
            + " user-agent)"
            + " cookie"),
        new("sec-fetch-site accept origin sec-fetch-dest accept-language sec-fetch-mode user-agent referer"
            + " accept-encoding priority"),
        new("accept range user-agent accept-language referer accept-encoding"),
        new("accept origin referer user-agent accept-language accept-encoding"),
        new("accept accept-encoding range accept-language user-agent referer"),
        new("accept origin access-control-request-method accept-language access-control-request-headers"
            + " accept-encoding user-agent (content-length referer)"),
        new("accept sec-fetch-site accept-encoding access-control-request-method sec-fetch-mode"
            + " accept-language"
            + " origin access-control-request-headers user-agent referer content-length sec-fetch-dest"),
        new("sec-fetch-dest user-agent accept (content-type origin referer) sec-fetch-site sec-fetch-mode"
            + " content-length cookie accept-language priority accept-encoding"),
    ];
}
