using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.Coherence;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>Whether the headers agree with one another. A check that cannot be made is missing.</summary>
internal sealed class CoherenceSignals : SignalFamily
{
    public override ImmutableArray<Field> Fields { get; } =
    [
        Bool("coherence.hints_version", "The client hints name the Chromium version of the user agent."),
        Bool("coherence.hints_platform", "The client hints name the operating system of the user agent."),
        Bool("coherence.hints_mobile", "The client hints say mobile where the user agent does."),
        Bool("coherence.fetch", "Sec-Fetch-* are complete and agree with one another and with the method."),
        Bool("coherence.accept", "Accept has the shape that Sec-Fetch-Dest asks for."),
        Bool("coherence.referer", "The referer's host fits Sec-Fetch-Site."),
        Bool("coherence.language", "Accept-Language is a list as browsers write it."),
        Bool("coherence.encoding", "Accept-Encoding is what the claimed browser's version takes."),
        Bool("coherence.te", "TE: trailers over HTTP/2 is sent by Firefox, and by no other browser."),
        Bool("coherence.connection", "Over HTTP/1.1 the connection is kept or upgraded, as browsers do."),
        Number("coherence.failed", "Checks of this family that failed."),
        Number("coherence.made", "Checks of this family that could be made."),
        Number("coherence.languages", "Languages in Accept-Language; 0 without it."),
    ];

    public override void Write(RequestSignals request, ref SignalWriter writer)
    {
        var (headers, view, agent) = (request.Headers, request.View, request.Agent);
        var checks = new Checks();
        checks.Write(ref writer, ClientHints.VersionAgrees(headers.Hints, agent));
        checks.Write(ref writer, ClientHints.PlatformAgrees(headers.HintPlatform, agent));
        checks.Write(ref writer, ClientHints.MobileAgrees(headers.HintMobile, agent));
        checks.Write(ref writer, FetchMetadata.Agrees(headers, view.Method));
        checks.Write(ref writer, FetchMetadata.AcceptAgrees(headers));
        checks.Write(ref writer, FetchMetadata.RefererAgrees(headers, view.Host));
        checks.Write(ref writer, Negotiation.LanguageShape(headers.AcceptLanguage, out var languages));
        checks.Write(ref writer,
            Negotiation.EncodingAgrees(headers.AcceptEncoding, agent, view.Connection.Secure));
        checks.Write(ref writer, Trailers(headers, agent, view));
        checks.Write(ref writer, Kept(headers, agent, view));
        writer.Number(checks.Failed);
        writer.Number(checks.Made);
        writer.Number(languages);
    }

    private static bool? Trailers(RequestHeaders headers, in UserAgent agent, RequestView view) =>
        view.Http == HttpGeneration.Http2 && agent.IsBrowser
            ? headers.Te is "trailers" == (agent.Engine == BrowserEngine.Gecko)
            : null;

    private static bool? Kept(RequestHeaders headers, in UserAgent agent, RequestView view) =>
        view.Http == HttpGeneration.Http11 && agent.IsBrowser
            ? headers.Connection is { } connection
                && (connection.Contains("keep-alive", StringComparison.OrdinalIgnoreCase)
                    || connection.Contains("upgrade", StringComparison.OrdinalIgnoreCase))
            : null;

    private struct Checks
    {
        public int Made { get; private set; }

        public int Failed { get; private set; }

        public void Write(ref SignalWriter writer, bool? check)
        {
            writer.Bool(check);
            Made += check is null ? 0 : 1;
            Failed += check == false ? 1 : 0;
        }
    }
}
