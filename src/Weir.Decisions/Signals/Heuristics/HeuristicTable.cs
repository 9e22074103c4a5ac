using System.Collections.Immutable;
using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Coherence;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Heuristics;

/// <summary>
/// Every heuristic, in the order in which they are asked; the first that holds is the one reported.
/// </summary>
public static class HeuristicTable
{
    // From this version on Chrome sends Sec-Fetch-* and client hints with every secure page.
    private const int ChromiumWithHints = 90;

    public static ImmutableArray<Heuristic> All { get; } =
    [
        new("declared-bot",
            "The user agent declares a bot; a verified one is decided before heuristics are asked.",
            static request => request.Agent.Kind
                is not (BotKind.Unset or BotKind.Library or BotKind.Scanner)),
        new("declared-scanner",
            "The user agent is that of a vulnerability scanner or a load tool.",
            static request => request.Agent.Kind == BotKind.Scanner),
        new("http-library",
            "The user agent is the default name of an HTTP library, a command line or an automation tool.",
            static request => request.Agent.IsLibrary),
        new("headless-browser",
            "The user agent or the client hints name the headless variant of a browser.",
            static request => request.IsHeadless),
        new("no-agent",
            "There is no user agent, and nothing else that every browser sends.",
            static request => request.Agent.Family == AgentFamily.None && !request.Headers.HasFetch
                && request.Headers.AcceptLanguage is null),
        new("stub-agent",
            "The user agent is the first word of a browser's and nothing more.",
            static request => request.Headers.Agent?.Trim() is "Mozilla" or "Mozilla/4.0" or "Mozilla/5.0"),
        new("hints-from-firefox",
            "Client hints with a Firefox user agent: Firefox does not have them.",
            static request => request.Agent.Family == AgentFamily.Firefox
                && request.Headers.Hints is not null),
        new("hints-of-another-version",
            "The client hints name another Chromium version than the user agent: both come from one number.",
            static request => !request.Agent.Embedded
                && ClientHints.VersionAgrees(request.Headers.Hints, request.Agent) == false),
        new("impossible-fetch",
            "Sec-Fetch-* combine what the Fetch standard keeps apart, such as a navigation for a script.",
            static request => request.Agent.IsBrowser
                && FetchMetadata.Impossible(request.Headers, request.View.Method)),
        new("browser-without-negotiation",
            "A browser that sends none of Accept, Accept-Language and Accept-Encoding.",
            static request => request.Agent.IsBrowser && request.Headers is
            {
                Accept: null, AcceptLanguage: null, AcceptEncoding: null, IsWebSocket: false,
            }),
        new("bare-chrome",
            "A current Chrome asks for a secure page over HTTP/2 with neither client hints nor Sec-Fetch,"
                + " over"
            + " a TLS stack that is not Chrome's.",
            static request => ClaimsCurrentChrome(request) && IsBare(request.Headers)
                && request.View.Http == HttpGeneration.Http2 && HasForeignTls(request)),
        new("bare-chrome-of-a-tool",
            "A current Chrome asks for a secure page with neither client hints, Sec-Fetch nor"
            + " Upgrade-Insecure-Requests, over the TLS stack of a command line or a library.",
            static request => ClaimsCurrentChrome(request) && IsBare(request.Headers)
                && request.Headers.UpgradeInsecure is null && request.Headers.AcceptLanguage is null
                && HasForeignTls(request)),
    ];

    /// <returns>Null where none holds.</returns>
    public static Heuristic? First(RequestSignals request)
    {
        foreach (var heuristic in All)
        {
            if (heuristic.Holds(request))
            {
                return heuristic;
            }
        }

        return null;
    }

    private static bool ClaimsCurrentChrome(RequestSignals request) =>
        request.Agent is { Engine: BrowserEngine.Chromium, EngineMajor: >= ChromiumWithHints }
        && request.Agent.Family != AgentFamily.WebView && request.View.Connection.Secure
        && request.View.Method is "GET" or "POST";

    // What only browsers send: without any of it the headers are not a browser's, whoever carried them.
    private static bool IsBare(RequestHeaders headers) =>
        !headers.HasFetch && !headers.HasHints && !headers.IsWebSocket;

    // Never a reason of its own: only ever asked together with headers that are not a browser's.
    private static bool HasForeignTls(RequestSignals request) =>
        request.Tls is { } tls && TlsStackNames.Engine(tls.Stack) == BrowserEngine.Unset
        && tls.Stack != TlsStack.Unset;
}
