namespace Weir.Edge.Watching;

/// <summary>Where an error of our own happened.</summary>
public enum EdgeStage
{
    Unset = 0,
    Capture,
    Handshake,
    Facts,
    Score,
    Decide,
    Forward,
    Answer,
    Configuration,
    Admin,
    Events,
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
