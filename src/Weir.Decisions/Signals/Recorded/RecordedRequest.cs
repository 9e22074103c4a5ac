using System.Net;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Recorded;

/// <summary>One request of a capture, as signals see it, and what became of it.</summary>
public sealed class RecordedRequest : RequestView
{
    private readonly CaptureLine _line;
    private readonly IPAddress _peer;
    private readonly long _at;

    internal RecordedRequest(CaptureLine line, ConnectionView connection)
        : this(line, connection, line.Peer, line.At)
    {
    }

    private RecordedRequest(CaptureLine line, ConnectionView connection, IPAddress peer, long at)
    {
        _line = line;
        _peer = peer;
        _at = at;
        Connection = connection;
        HeaderOrder = line.HeaderOrder(connection);
    }

    public override string Method => _line.Method;

    public override string Path => _line.Path;

    /// <summary>The names as sent, each value replaced by as many fillers as it had characters.</summary>
    public override string Query => _line.Query;

    public override string Host => _line.Host;

    public override HttpGeneration Http => _line.Http;

    public override IPAddress Peer => _peer;

    public override long At => _at;

    public override ConnectionView Connection { get; }

    public override string? HeaderOrder { get; }

    public override int HeaderCount => _line.Fields.Count;

    /// <summary>Unique within one capture.</summary>
    public long ConnectionId => _line.ConnectionId;

    /// <summary>The status that the visitor got; 0 where the connection ended first.</summary>
    public int Status => _line.Status;

    /// <summary>Bytes of the answer's body; null where the answer did not announce them.</summary>
    public long? ResponseBytes => _line.ResponseBytes;

    /// <summary>From the headers' arrival to the end of the answer.</summary>
    public TimeSpan Duration => _line.Duration;

    /// <summary>Whether the answer was the gateway's own and not the site's.</summary>
    public bool AnsweredByEdge => _line.AnsweredByEdge;

    /// <summary>Which session of a laboratory it belongs to; null in captures of a gateway.</summary>
    public string? Session => _line.Session;

    /// <summary>Put together from published distributions rather than sent by a program.</summary>
    public bool Synthetic => _line.Synthetic;

    /// <summary>The names as recorded, in order, a repeated one each time.</summary>
    public IEnumerable<string> HeaderNames => _line.Fields.Select(f => f.Name);

    /// <summary>Of a masked value the right number of fillers.</summary>
    public override string? Header(string name)
    {
        string? value = null;
        foreach (var field in _line.Fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = value is null ? field.Value : string.Concat(value, ",", field.Value);
            }
        }

        // HTTP/2 has it among the pseudo-headers, and whoever asks for the header means this.
        return value is null && name.Equals("host", StringComparison.OrdinalIgnoreCase) && Host.Length > 0
            ? Host
            : value;
    }

    /// <summary>The same request from another address at another time, as if it had come so.</summary>
    /// <param name="peer">The address to see it from.</param>
    /// <param name="at">Timestamp in 100 ns ticks of UTC.</param>
    public RecordedRequest Moved(IPAddress peer, long at) => new(_line, Connection, peer, at);
}

/// <summary>A header line; a masked value is its number of fillers.</summary>
internal readonly record struct RecordedField(string Name, string Value);
