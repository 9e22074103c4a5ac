using System.Net;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Requests;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Listening;

namespace Weir.Edge.Capture;

/// <summary>
/// What is known of one connection, computed once and read by every request on it. Written before the
/// first request is dispatched; the fields that requests write are touched by one thread at a time.
/// </summary>
public sealed class ConnectionFacts
{
    public ConnectionFacts(EndPoint? peer, bool secure)
    {
        var address = (peer as IPEndPoint)?.Address ?? IPAddress.None;
        PeerAddress = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        PeerText = PeerAddress.ToString();
        PeerKey = AddressKey.Of(PeerAddress);
        Secure = secure;
    }

    public IPAddress PeerAddress { get; }

    /// <summary>
    /// The peer's address as text, made once because every request of the connection sends it on.
    /// </summary>
    public string PeerText { get; }

    internal AddressKey PeerKey { get; }

    /// <summary>
    /// Whether the peer is a proxy whose word about the visitor counts; as it was at accept.
    /// </summary>
    public bool PeerTrusted { get; internal set; }

    public bool Secure { get; }

    public string Scheme => Secure ? "https" : "http";

    /// <summary>Null where there is no TLS, or where the hello could not be read.</summary>
    public ClientHello? Hello { get; private set; }

    /// <summary>The official JA4, for rules and display; null without a readable hello.</summary>
    public string? Ja4 { get; private set; }

    /// <summary>The fingerprint that survives resumption, for windows and learnt tables.</summary>
    public string? TlsStable { get; private set; }

    /// <summary>
    /// The server name of our own reading of the hello, lower case; null where it has none.
    /// </summary>
    public string? ServerName => Hello?.ServerName;

    /// <summary>Whether HTTP has begun, after TLS where there is TLS.</summary>
    internal bool Established => Http1 is not null || Http2 is not null;

    internal Http1Tape? Http1 { get; set; }

    /// <summary>The output of an HTTP/1 connection.</summary>
    internal LastWord? Output { get; set; }

    internal Http2Tape? Http2 { get; set; }

    /// <summary>How this connection opened HTTP/2; null over HTTP/1 or where it could not be read.</summary>
    public Http2Opening? Http2Opening => Http2?.Opening;

    /// <summary>The connection as signals see it.</summary>
    public ConnectionView View => field ??=
        new ConnectionView(Secure, Hello, Ja4, TlsStable, () => Http2Opening);

    /// <summary>What a capture keeps of the connection; null where none is being made.</summary>
    internal CapturedConnection? Recorded { get; set; }

    internal HeaderOrderMemo HeaderOrder { get; } = new();

    internal SiteMemo Site { get; } = new();

    internal ResetBudget Resets { get; } = new();

    internal void Take(ClientHello hello)
    {
        Hello = hello;
        Ja4 = Decisions.Signals.Ja4.Of(hello);
        TlsStable = Decisions.Signals.Ja4.Stable(hello);
    }
}
