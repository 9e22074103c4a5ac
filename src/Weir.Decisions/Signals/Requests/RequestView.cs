using System.Net;

namespace Weir.Decisions.Signals.Requests;

/// <summary>
/// One request as signals are computed from it: the edge shows a live one, training shows a recorded one,
/// and both go through the same code, so that what was learnt is what is served. Reading allocates nothing.
/// </summary>
public abstract class RequestView
{
    public abstract string Method { get; }

    /// <summary>As received, without the query.</summary>
    public abstract string Path { get; }

    /// <summary>
    /// Without the question mark; empty where there is none. Recorded requests keep names only.
    /// </summary>
    public abstract string Query { get; }

    /// <summary>
    /// Path and query as received. A view that has it as one text says so; the others make it when asked.
    /// </summary>
    public virtual string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>As received, with its port.</summary>
    public abstract string Host { get; }

    public abstract HttpGeneration Http { get; }

    public abstract IPAddress Peer { get; }

    /// <summary>Timestamp in 100 ns ticks of UTC.</summary>
    public abstract long At { get; }

    /// <summary>What the connection tells; shared by all its requests.</summary>
    public abstract ConnectionView Connection { get; }

    /// <summary>
    /// The names in order and casing as sent, comma between: of this request over HTTP/1, of the
    /// connection's first request over HTTP/2. Null where it could not be told.
    /// </summary>
    public abstract string? HeaderOrder { get; }

    /// <summary>Header lines, repeated names each time, pseudo-headers not.</summary>
    public abstract int HeaderCount { get; }

    /// <param name="name">In any casing.</param>
    /// <returns>The value, several joined by a comma; null where there is no such header.</returns>
    public abstract string? Header(string name);
}

/// <summary>Which HTTP a request came over.</summary>
public enum HttpGeneration
{
    Unset = 0,
    Http10,
    Http11,
    Http2,
    Http3,
}

/// <summary>What is known of a connection, computed once and read by all its requests.</summary>
public sealed class ConnectionView(
    bool secure, ClientHello? hello, string? ja4, string? tlsStable, Func<Http2Opening?> opening)
{
    public static ConnectionView Plain { get; } = new(false, null, null, null, static () => null);

    public bool Secure => secure;

    /// <summary>Null where there is no TLS, or where the hello could not be read.</summary>
    public ClientHello? Hello => hello;

    public string? Ja4 => ja4;

    /// <summary>The fingerprint that survives resumption.</summary>
    public string? TlsStable => tlsStable;

    /// <summary>Null over HTTP/1, before the first header block, and where it could not be read.</summary>
    public Http2Opening? Http2Opening => opening();

    /// <summary>What signals have made of this connection so far.</summary>
    internal ConnectionMemo Memo { get; } = new();
}
