using System.Text.Json;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Recorded;

/// <summary>
/// Reads a capture line by line. Remembers the connections that it was told of, up to
/// <see cref="Limits.RecordedConnections"/>, because the requests after them refer to them. For one
/// thread.
/// </summary>
public sealed class CaptureReader
{
    private readonly Dictionary<long, ConnectionView> _connections = [];
    private readonly Queue<long> _oldest = new();

    /// <param name="line">UTF-8, with or without its line break.</param>
    /// <param name="request">Only where the status is Request.</param>
    public CaptureStatus Read(ReadOnlySpan<byte> line, out RecordedRequest? request)
    {
        request = null;
        if (line.Length > Limits.CaptureLineBytes)
        {
            return CaptureStatus.TooLong;
        }

        var parsed = new CaptureLine();
        if (!TryParse(line, parsed))
        {
            return CaptureStatus.Malformed;
        }

        return parsed.Kind switch
        {
            'r' => TakeRequest(parsed, out request),
            'c' => TakeConnection(parsed),
            _ => CaptureStatus.UnknownKind,
        };
    }

    [Boundary("the JSON reader speaks in exceptions")]
    private static bool TryParse(ReadOnlySpan<byte> line, CaptureLine parsed)
    {
        try
        {
            return CaptureLineParser.TryParse(line, parsed);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private CaptureStatus TakeRequest(CaptureLine line, out RecordedRequest? request)
    {
        request = null;
        if (!line.IsWholeRequest)
        {
            return CaptureStatus.Malformed;
        }

        if (!_connections.TryGetValue(line.ConnectionId, out var connection))
        {
            return CaptureStatus.UnknownConnection;
        }

        request = new RecordedRequest(line, connection);
        return CaptureStatus.Request;
    }

    private CaptureStatus TakeConnection(CaptureLine line)
    {
        if (line.ConnectionId < 0)
        {
            return CaptureStatus.Malformed;
        }

        ClientHello? hello = null;
        if (line.Hello is { } message && !ClientHello.Parse(message).Try(out hello, out _))
        {
            return CaptureStatus.BadHello;
        }

        var opening = line.Opening is { } parts ? new Http2Opening(parts) : null;
        Remember(line.ConnectionId, new ConnectionView(
            line.Secure,
            hello,
            hello is null ? null : Ja4.Of(hello),
            hello is null ? null : Ja4.Stable(hello),
            () => opening));
        return CaptureStatus.Connection;
    }

    private void Remember(long id, ConnectionView connection)
    {
        if (!_connections.ContainsKey(id))
        {
            _oldest.Enqueue(id);
        }

        _connections[id] = connection;
        if (_connections.Count > Limits.RecordedConnections && _oldest.TryDequeue(out var oldest))
        {
            _connections.Remove(oldest);
        }
    }
}
