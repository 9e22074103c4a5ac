using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Coherence;

/// <summary>
/// Headers that browsers of the claimed engine and version always send and that are not there, and headers
/// that they never send and that are. Counted, because a single one may be a proxy's doing.
/// </summary>
internal static class HeaderPresence
{
    // From these versions on, on pages that came securely.
    private const int ChromiumHints = 90;
    private const int ChromiumPriority = 124;
    private const int GeckoFetch = 90;
    private const int GeckoPriority = 128;
    private const int WebKitFetch = 17;

    /// <returns>-1 where no known browser is claimed.</returns>
    public static int Absent(RequestHeaders headers, in UserAgent agent, RequestView view)
    {
        if (!agent.IsBrowser)
        {
            return -1;
        }

        var absent = Missing(headers.AcceptEncoding);
        if (!headers.IsWebSocket)
        {
            absent += Missing(headers.Accept);
        }

        // A check before a cross-origin request and what a service worker asks for may leave it out.
        absent += view.Method == "OPTIONS" ? 0 : Missing(headers.AcceptLanguage);
        var multiplexed = view.Http is HttpGeneration.Http2 or HttpGeneration.Http3;
        return absent + agent.Engine switch
        {
            BrowserEngine.Chromium => AbsentOfChromium(headers, agent, view, multiplexed),
            BrowserEngine.Gecko => AbsentOfGecko(headers, agent, view, multiplexed),
            BrowserEngine.WebKit => view.Connection.Secure && agent.Major >= WebKitFetch && !agent.Embedded
                ? Missing(headers.FetchSite)
                : 0,
            BrowserEngine.Unset => 0,
            _ => 0,
        };
    }

    /// <returns>-1 where no known browser is claimed.</returns>
    public static int Unexpected(RequestHeaders headers, in UserAgent agent, RequestView view)
    {
        if (!agent.IsBrowser)
        {
            return -1;
        }

        var hints = agent.Engine == BrowserEngine.Chromium
            ? 0
            : Present(headers.Hints) + Present(headers.HintMobile) + Present(headers.HintPlatform);
        var te = agent.Engine == BrowserEngine.Gecko ? 0 : Present(headers.Te);
        var charset = Present(view.Header("Accept-Charset"));
        var user = agent.Engine == BrowserEngine.WebKit ? Present(headers.FetchUser) : 0;
        var upgrade = agent.Engine == BrowserEngine.WebKit && view.Connection.Secure
            ? Present(headers.UpgradeInsecure)
            : 0;
        return hints + te + charset + user + upgrade;
    }

    private static int AbsentOfChromium(
        RequestHeaders headers, in UserAgent agent, RequestView view, bool multiplexed)
    {
        if (headers.IsWebSocket || view.Method == "OPTIONS")
        {
            return 0;
        }

        var modern = agent.EngineMajor >= ChromiumHints && view.Connection.Secure;
        return (modern ? Missing(headers.FetchSite) + Missing(headers.FetchMode) : 0)
            + (modern && agent.Family != AgentFamily.WebView ? Missing(headers.Hints) : 0)
            + (multiplexed && agent.EngineMajor >= ChromiumPriority ? Missing(headers.Priority) : 0)
            + (headers.IsNavigation ? Missing(headers.UpgradeInsecure) : 0);
    }

    private static int AbsentOfGecko(
        RequestHeaders headers, in UserAgent agent, RequestView view, bool multiplexed)
    {
        var modern = agent.Major >= GeckoFetch && view.Connection.Secure;
        return (modern ? Missing(headers.FetchSite) + Missing(headers.FetchMode) : 0)
            + (multiplexed ? Missing(headers.Te) : 0)
            + (multiplexed && headers.IsNavigation && agent.Major >= GeckoPriority
                ? Missing(headers.Priority)
                : 0)
            + (headers.IsNavigation ? Missing(headers.UpgradeInsecure) : 0);
    }

    private static int Missing(string? value) => value is null ? 1 : 0;

    private static int Present(string? value) => value is null ? 0 : 1;
}
