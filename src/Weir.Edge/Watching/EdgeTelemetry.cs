using System.Collections.Immutable;
using Weir.Edge.Configuration;

namespace Weir.Edge.Watching;

/// <summary>Everything that the request path counts. Every call is cheap, allocates nothing and never fails.</summary>
public sealed class EdgeTelemetry(TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    /// <summary>Makes room for these sites; counts of sites that stay are kept.</summary>
    public void Configure(ImmutableArray<SiteSettings> sites)
    {
    }

    /// <summary>Counts a finished request and remembers it among the recent ones.</summary>
    public void RequestFinished(in RequestRecord record)
    {
    }

    public void EdgeError(EdgeStage stage)
    {
    }

    /// <param name="site">The configured id.</param>
    public void OriginError(string site)
    {
    }

    public void LimitReached(LimitReason reason)
    {
    }

    public void ConnectionOpened()
    {
    }

    public void ConnectionClosed()
    {
    }
}

/// <summary>Where an error of our own happened.</summary>
public enum EdgeStage
{
    Unset = 0,
    Capture,
    Handshake,
    Facts,
    Decide,
    Forward,
    Answer,
    Configuration,
    Admin,
}

/// <summary>Which limit or rule of HTTP refused a request or a connection.</summary>
public enum LimitReason
{
    Unset = 0,
    Connections,
    ConnectionsPerAddress,
    ClientHelloTime,
    ClientHelloBytes,
    NotTls,
    Handshake,
    RequestLine,
    HeaderBytes,
    HeaderLines,
    HeaderTime,
    BodyBytes,
    BodyTime,
    BadRequest,
    LengthWithTransferEncoding,
    BareLineFeed,
    ConnectMethod,
    TraceMethod,
    Misdirected,
    NoSite,
    Http2Resets,
    Http2Protocol,
}
