using Weir.Edge.Forwarding;
using Weir.Edge.Watching;

namespace Weir.Edge.Enforcement;

/// <summary>
/// Which answer each refusal and each failure gets. One table, so that it can be read and tested whole.
/// </summary>
internal static class AnswerTable
{
    private const int RetryAfterSeconds = 5;

    public static readonly EdgeAnswer Blocked = new(
        403, "Not allowed", "This site does not let this request through.", FaultOwner.Client);

    public static readonly EdgeAnswer EdgeFault = new(
        500, "Something went wrong here", "The gateway made a mistake with this request.", FaultOwner.Edge);

    private static readonly EdgeAnswer BadRequest = new(
        400, "Bad request", "The request is not well formed.", FaultOwner.Client);

    private static readonly EdgeAnswer LengthWithTransferEncoding = BadRequest with
    {
        Detail = "A request has a Content-Length or a Transfer-Encoding, never both.",
    };

    private static readonly EdgeAnswer BareLineFeed = BadRequest with
    {
        Detail = "Header lines end in carriage return and line feed.",
    };

    private static readonly EdgeAnswer Connect = BadRequest with
    {
        Detail = "This is a gateway to its own sites, not a proxy to others: CONNECT is not served.",
    };

    private static readonly EdgeAnswer Trace = new(
        405, "Method not allowed", "TRACE is not served.", FaultOwner.Client,
        "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

    private static readonly EdgeAnswer OtherMethod = new(
        405, "Method not allowed", "This address takes another method.", FaultOwner.Client);

    private static readonly EdgeAnswer Misdirected = new(
        421, "Misdirected request", "This connection was opened for another site.", FaultOwner.Client);

    private static readonly EdgeAnswer NoSite = new(
        421, "No such site", "No site is served here under this host name.", FaultOwner.Client);

    private static readonly EdgeAnswer BodyTooLarge = new(
        413, "Body too large", "This site accepts smaller bodies only.", FaultOwner.Client);

    private static readonly EdgeAnswer BodyTooSlow = new(
        408, "Body too slow", "The body of the request did not arrive in time.", FaultOwner.Client);

    private static readonly EdgeAnswer RequestLineTooLong = new(
        414, "Address too long", "The request line is longer than this gateway reads.", FaultOwner.Client);

    private static readonly EdgeAnswer HeadersTooLarge = new(
        431, "Headers too large", "The header block is larger than this gateway reads.", FaultOwner.Client);

    private static readonly EdgeAnswer TooManyHeaders = HeadersTooLarge with
    {
        Detail = "The header block has more lines than this gateway reads.",
    };

    private static readonly EdgeAnswer HeadersTooSlow = new(
        408, "Headers too slow", "The header block did not arrive in time.", FaultOwner.Client);

    private static readonly EdgeAnswer Version = new(
        505, "HTTP version not supported", "HTTP/1.1, HTTP/1.0 and HTTP/2 are served.", FaultOwner.Client);

    private static readonly EdgeAnswer TooManyConnections = new(
        503, "Too many connections", "Every connection that this gateway may have is in use.",
        FaultOwner.Client, RetryAfter: RetryAfterSeconds);

    private static readonly EdgeAnswer TooManyConnectionsOfOne = new(
        429, "Too many connections", "Your address has all the connections that it may have.",
        FaultOwner.Client, RetryAfter: RetryAfterSeconds);

    private static readonly EdgeAnswer OriginUnreachable = new(
        502, "The site is not reachable", "The origin of this site could not be reached.", FaultOwner.Origin);

    private static readonly EdgeAnswer OriginFailed = new(
        502, "The site did not answer", "The origin of this site broke off or did not answer in HTTP.",
        FaultOwner.Origin);

    private static readonly EdgeAnswer OriginTimeout = new(
        504, "The site took too long", "The origin of this site did not answer in time.", FaultOwner.Origin);

    public static EdgeAnswer For(LimitReason reason) => reason switch
    {
        LimitReason.LengthWithTransferEncoding => LengthWithTransferEncoding,
        LimitReason.BareLineFeed => BareLineFeed,
        LimitReason.ConnectMethod => Connect,
        LimitReason.TraceMethod => Trace,
        LimitReason.Misdirected => Misdirected,
        LimitReason.NoSite => NoSite,
        LimitReason.BodyBytes => BodyTooLarge,
        LimitReason.BodyTime => BodyTooSlow,
        LimitReason.BadRequest => BadRequest,
        LimitReason.RequestLine => RequestLineTooLong,
        LimitReason.HeaderBytes => HeadersTooLarge,
        LimitReason.HeaderLines => TooManyHeaders,
        LimitReason.HeaderTime => HeadersTooSlow,
        LimitReason.Connections => TooManyConnections,
        LimitReason.ConnectionsPerAddress => TooManyConnectionsOfOne,

        // These are answered by closing the connection.
        LimitReason.Unset or LimitReason.ClientHelloTime or LimitReason.ClientHelloBytes or LimitReason.NotTls
            or LimitReason.Handshake or LimitReason.Http2Resets or LimitReason.Http2Protocol => BadRequest,
        _ => BadRequest,
    };

    /// <summary>For a request that the server refused before it reached our code.</summary>
    /// <param name="reason">What it ran into.</param>
    /// <param name="status">The status that the server chose.</param>
    /// <param name="allow">The methods that the server named with a 405, or null.</param>
    public static EdgeAnswer ForServer(LimitReason reason, int status, string? allow) => status switch
    {
        405 => OtherMethod with { Allow = allow },
        505 => Version,
        _ => For(reason),
    };

    /// <summary>Null where the visitor has its answer, or is gone.</summary>
    public static EdgeAnswer? For(in ForwardResult result) => result.Status switch
    {
        ForwardStatus.Completed => null,
        ForwardStatus.ClientAborted => null,
        ForwardStatus.ClientBody => For(BodyReason(result)),
        ForwardStatus.OriginUnreachable => OriginUnreachable,
        ForwardStatus.OriginFailed => OriginFailed,
        ForwardStatus.OriginTimeout => OriginTimeout,
        ForwardStatus.EdgeFault => EdgeFault,
        ForwardStatus.Unset => EdgeFault,
        _ => EdgeFault,
    };

    /// <summary>Which limit a visitor's body ran into while it was forwarded.</summary>
    public static LimitReason BodyReason(in ForwardResult result) => result.BodyStatus switch
    {
        413 => LimitReason.BodyBytes,
        408 => LimitReason.BodyTime,
        _ => LimitReason.BadRequest,
    };
}
