using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions;
using Weir.Decisions.Signals;
using Weir.Edge.Capture;
using Weir.Edge.Watching;

namespace Weir.Edge.Stages;

/// <summary>
/// The first stage: reads what can be known of a request from its bytes, and refuses what no origin
/// should ever have to interpret.
/// </summary>
internal static class RequestFacts
{
    /// <summary>Where Kestrel keeps a Content-Length that came with a Transfer-Encoding.</summary>
    private const string SetAsideLength = "X-Content-Length";

    /// <returns>Why the request is refused, or <see cref="LimitReason.Unset"/>.</returns>
    public static LimitReason Read(GatewayRequest request)
    {
        // HTTP/2 frames its own bodies and has no lines to be read in two ways.
        var framing = request.Connection?.Http1 is { } tape
            ? ReadHeaderBlock(tape, request.Http.Request.Headers, request)
            : FramingFaults.None;
        return Check(request, framing);
    }

    /// <summary>
    /// The same, from the server's own reading alone: for where the bytes could not be read.
    /// </summary>
    public static LimitReason CheckUnread(GatewayRequest request) =>
        Check(request, Unread(request.Http.Request.Headers));

    private static LimitReason Check(GatewayRequest request, FramingFaults framing)
    {
        if ((framing & FramingFaults.LengthAndTransferEncoding) != 0)
        {
            return LimitReason.LengthWithTransferEncoding;
        }

        if ((framing & FramingFaults.BareLineFeed) != 0)
        {
            return LimitReason.BareLineFeed;
        }

        var http = request.Http;
        return framing == FramingFaults.None && HasPlainTarget(http) && HasPlainCoding(http.Request)
            ? CheckMethod(http)
            : LimitReason.BadRequest;
    }

    /// <summary>
    /// Visible ASCII only: the target goes to the origin as it came, and the server lets more pass.
    /// </summary>
    private static bool HasPlainTarget(HttpContext http) =>
        http.Features.Get<IHttpRequestFeature>()?.RawTarget is not { } target
        || !target.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>
    /// A coding of this hop ends here, so any but <c>chunked</c> would reach the origin with its name lost.
    /// HTTP/1.0 and HTTP/2 have none at all (RFC 9112, section 6.1; RFC 9113, section 8.2.2).
    /// </summary>
    private static bool HasPlainCoding(HttpRequest request)
    {
        var codings = request.Headers.TransferEncoding;
        return codings.Count == 0
            || (codings.Count == 1
                && codings.ToString().Equals("chunked", StringComparison.OrdinalIgnoreCase)
                && HttpProtocol.IsHttp11(request.Protocol));
    }

    private static FramingFaults Unread(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0 && headers.ContainsKey(SetAsideLength)
            ? FramingFaults.LengthAndTransferEncoding
            : FramingFaults.None;

    private static bool IsWebSocket(HttpContext http) =>
        http.Features.Get<IHttpExtendedConnectFeature>()
            is { IsExtendedConnect: true, Protocol: "websocket" };

    private static LimitReason CheckMethod(HttpContext http) => http.Request.Method switch
    {
        // CONNECT with a protocol is a WebSocket (RFC 8441).
        "CONNECT" when !IsWebSocket(http) => LimitReason.ConnectMethod,
        "TRACE" => LimitReason.TraceMethod,

        // Methods have a case (RFC 9110, section 9.1), and what forwards them would mend it: trace to TRACE.
        var method when HttpMethods.GetCanonicalizedValue(method) != method => LimitReason.BadRequest,
        _ => LimitReason.Unset,
    };

    private static FramingFaults ReadHeaderBlock(
        Http1Tape tape, IHeaderDictionary headers, GatewayRequest request)
    {
        Span<HeaderLine> room = stackalloc HeaderLine[Limits.HeaderLines];

        // Names and lines are the same number unless a name repeats, and counting lines costs an enumerator.
        // Too small a number would be taken in by a header whose value looks like a request line, so it
        // only counts where the request line found is the first thing on the tape.
        var count = headers.Count;
        if (!TryRead(tape, count, room, out var requestLine) || requestLine.MethodStart != 0)
        {
            count = CountLines(headers);
            room = count > room.Length ? new HeaderLine[count] : room;
            if (!TryRead(tape, count, room, out _))
            {
                return HeaderBlock.HasBareLineFeed(tape.Consumed, count)
                    ? FramingFaults.BareLineFeed
                    : Unread(headers);
            }
        }

        var lines = room[..count];
        request.HeaderLines = count;
        request.HeaderOrder = Names(tape.Consumed, lines, request.Connection);
        return HeaderBlock.Framing(tape.Consumed, lines);
    }

    private static bool TryRead(Http1Tape tape, int count, Span<HeaderLine> room, out RequestLine requestLine)
    {
        requestLine = default;
        return count <= room.Length
            && HeaderBlock.Read(tape.Consumed, count, room, out requestLine) == HeaderBlockStatus.Found;
    }

    private static int CountLines(IHeaderDictionary headers)
    {
        var lines = 0;
        foreach (var header in headers)
        {
            lines += header.Value.Count;
        }

        return lines;
    }

    private static string? Names(
        ReadOnlySpan<byte> consumed, ReadOnlySpan<HeaderLine> lines, ConnectionFacts? connection)
    {
        if (connection is null)
        {
            return null;
        }

        var hash = HeaderBlock.NamesHash(consumed, lines);
        if (connection.HeaderOrder.TryGet(hash, out var known))
        {
            return known;
        }

        var text = HeaderBlock.Names(consumed, lines);
        connection.HeaderOrder.Put(hash, text);
        return text;
    }
}
