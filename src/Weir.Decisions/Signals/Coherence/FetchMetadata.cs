using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Coherence;

/// <summary>What a request says it will be used for; the numbers are category codes.</summary>
internal enum FetchDest
{
    /// <summary>It does not say.</summary>
    Unset = 0,

    /// <summary>A page or a frame: what a navigation asks for.</summary>
    Page = 1,
    Script = 2,
    Style = 3,
    Image = 4,
    Font = 5,
    Media = 6,

    /// <summary>A script's own request.</summary>
    Empty = 7,
    Worker = 8,
    Other = 9,
}

/// <summary>
/// Sec-Fetch-* (W3C Fetch Metadata) against each other, the method, Accept and Referer. What no browser can
/// produce is told apart from what is only unusual.
/// </summary>
internal static class FetchMetadata
{
    public static FetchDest Dest(string? dest) => dest switch
    {
        null => FetchDest.Unset,
        "document" or "iframe" or "frame" or "embed" or "object" or "fencedframe" => FetchDest.Page,
        "script" or "json" => FetchDest.Script,
        "style" or "xslt" => FetchDest.Style,
        "image" => FetchDest.Image,
        "font" => FetchDest.Font,
        "audio" or "video" or "track" => FetchDest.Media,
        "empty" => FetchDest.Empty,
        "worker" or "sharedworker" or "serviceworker" or "audioworklet" or "paintworklet" => FetchDest.Worker,
        _ => FetchDest.Other,
    };

    /// <summary>
    /// A combination that the Fetch standard rules out: a navigation for something that is no page, by a
    /// method that no navigation has, or a user's activation without a navigation.
    /// </summary>
    public static bool Impossible(RequestHeaders headers, string method)
    {
        var dest = Dest(headers.FetchDest);
        var navigates = Is(headers.FetchMode, "navigate");
        var noPage = dest is FetchDest.Script or FetchDest.Style or FetchDest.Image or FetchDest.Font
            or FetchDest.Media or FetchDest.Empty or FetchDest.Worker;
        return (navigates && (noPage || method is not ("GET" or "POST")))
            || (headers.FetchUser is not null && headers.FetchMode is not null && !navigates);
    }

    /// <summary>
    /// Whether they agree among themselves and with the method; null where none was sent.
    /// </summary>
    public static bool? Agrees(RequestHeaders headers, string method)
    {
        if (!headers.HasFetch)
        {
            return null;
        }

        // Site, mode and destination come together, except before a cross-origin request in plain HTTP.
        var whole = headers.FetchSite is not null && headers.FetchMode is not null
            && headers.FetchDest is not null;
        var pageWithoutNavigation = Is(headers.FetchDest, "document") && !Is(headers.FetchMode, "navigate");
        return whole && !pageWithoutNavigation && KnownSite(headers.FetchSite) && KnownMode(headers.FetchMode)
            && !Impossible(headers, method);
    }

    /// <summary>
    /// Whether Accept has the shape that its destination asks for; null where either says nothing.
    /// </summary>
    public static bool? AcceptAgrees(RequestHeaders headers)
    {
        if (headers.Accept is not { } accept || headers.FetchDest is null)
        {
            return null;
        }

        return Dest(headers.FetchDest) switch
        {
            FetchDest.Page => Starts(accept, "text/html"),
            FetchDest.Style => Starts(accept, "text/css") || Is(accept, "*/*"),
            FetchDest.Image => Starts(accept, "image/") || Starts(accept, "*/*"),
            FetchDest.Script or FetchDest.Worker => Starts(accept, "*/*") || Starts(accept, "application/"),
            FetchDest.Font => Starts(accept, "*/*") || Starts(accept, "application/")
                || Starts(accept, "font/"),
            FetchDest.Media => !Starts(accept, "text/html"),
            FetchDest.Empty or FetchDest.Other or FetchDest.Unset => null,
            _ => null,
        };
    }

    /// <summary>
    /// Whether the referer's host fits Sec-Fetch-Site; null where either is missing. A page that was opened
    /// by hand has no referer.
    /// </summary>
    public static bool? RefererAgrees(RequestHeaders headers, string host)
    {
        if (headers.FetchSite is not { } site || headers.Referer is not { } referer)
        {
            return null;
        }

        return site switch
        {
            "same-origin" => RefererHost.IsSameHost(referer, host),
            "cross-site" => !RefererHost.IsSameHost(referer, host),
            "none" => false,
            "same-site" => true,
            _ => null,
        };
    }

    private static bool KnownSite(string? site) =>
        site is "none" or "same-origin" or "same-site" or "cross-site";

    private static bool KnownMode(string? mode) =>
        mode is "navigate" or "cors" or "no-cors" or "same-origin" or "websocket" or "webtransport";

    private static bool Is(string? value, string expected) =>
        string.Equals(value, expected, StringComparison.Ordinal);

    private static bool Starts(string value, string prefix) =>
        value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
