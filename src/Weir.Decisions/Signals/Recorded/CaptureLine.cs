using System.Net;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Recorded;

/// <summary>One line of a capture, filled by <see cref="CaptureLineParser"/> and then only read.</summary>
internal sealed class CaptureLine
{
    public char Kind { get; set; }

    public long ConnectionId { get; set; } = -1;

    // Of a request.

    public long At { get; set; } = -1;

    public string Method { get; set; } = "";

    public string Path { get; set; } = "";

    public string Query { get; set; } = "";

    public string Host { get; set; } = "";

    public HttpGeneration Http { get; set; }

    public IPAddress Peer { get; set; } = IPAddress.None;

    /// <summary>Whether the fields stand in the order in which they were sent.</summary>
    public bool Ordered { get; set; }

    public List<RecordedField> Fields { get; set; } = [];

    public int Status { get; set; }

    public long? ResponseBytes { get; set; }

    public TimeSpan Duration { get; set; }

    public bool AnsweredByEdge { get; set; }

    public string? Session { get; set; }

    public bool Synthetic { get; set; }

    // Of a connection.

    public bool Secure { get; set; }

    public byte[]? Hello { get; set; }

    public Http2OpeningParts? Opening { get; set; }

    /// <summary>Whether a request line has everything that a request cannot be without.</summary>
    public bool IsWholeRequest =>
        At >= 0 && Method.Length > 0 && Path.Length > 0 && Http != HttpGeneration.Unset;

    /// <summary>The names as sent, as <see cref="RequestView.HeaderOrder"/> has them.</summary>
    public string? HeaderOrder(ConnectionView connection)
    {
        if (Ordered)
        {
            return string.Join(',', Fields.Select(f => f.Name));
        }

        return Http == HttpGeneration.Http2 ? connection.Http2Opening?.HeaderOrder : null;
    }
}
