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
    /// <returns>Why the request is refused, or <see cref="LimitReason.Unset"/>.</returns>
    public static LimitReason Read(GatewayRequest request)
    {
        var http = request.Http.Request;
        if (request.Connection?.Http1 is not { } tape)
        {
            // HTTP/2 frames its own bodies. CONNECT with a protocol is a WebSocket (RFC 8441).
            return CheckMethod(http.Method, IsWebSocket(request.Http));
        }

        var framing = ReadHeaderBlock(tape, http.Headers, request);
        if ((framing & FramingFaults.LengthAndTransferEncoding) != 0)
        {
            return LimitReason.LengthWithTransferEncoding;
        }

        if ((framing & FramingFaults.BareLineFeed) != 0)
        {
            return LimitReason.BareLineFeed;
        }

        return framing == FramingFaults.None
            ? CheckMethod(http.Method, webSocket: false)
            : LimitReason.BadRequest;
    }

    private static bool IsWebSocket(HttpContext http) =>
        http.Features.Get<IHttpExtendedConnectFeature>()
            is { IsExtendedConnect: true, Protocol: "websocket" };

    private static LimitReason CheckMethod(string method, bool webSocket) => method switch
    {
        "CONNECT" when !webSocket => LimitReason.ConnectMethod,
        "TRACE" => LimitReason.TraceMethod,
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
            if (!TryRead(tape, count, room, out _))
            {
                return FramingFaults.None;
            }
        }

        var lines = room[..count];
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
