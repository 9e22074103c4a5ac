using Weir.Edge.Forwarding;
using Weir.Edge.Watching;

namespace Weir.Edge.Enforcement;

/// <summary>
/// Which answer each refusal and each failure gets. One table, so that it can be read and tested whole.
/// </summary>
internal static class AnswerTable
{
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

    private static readonly EdgeAnswer Misdirected = new(
        421, "Misdirected request", "This connection was opened for another site.", FaultOwner.Client);

    private static readonly EdgeAnswer NoSite = new(
        421, "No such site", "No site is served here under this host name.", FaultOwner.Client);

    private static readonly EdgeAnswer BodyTooLarge = new(
        413, "Body too large", "This site accepts smaller bodies only.", FaultOwner.Client);

    private static readonly EdgeAnswer BodyTooSlow = new(
        408, "Body too slow", "The body of the request did not arrive in time.", FaultOwner.Client);

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

        // These are answered before a request reaches our code, or by closing the connection.
        LimitReason.Unset or LimitReason.Connections or LimitReason.ConnectionsPerAddress
            or LimitReason.ClientHelloTime or LimitReason.ClientHelloBytes or LimitReason.NotTls
            or LimitReason.Handshake or LimitReason.RequestLine or LimitReason.HeaderBytes
            or LimitReason.HeaderLines or LimitReason.HeaderTime or LimitReason.Http2Resets
            or LimitReason.Http2Protocol => BadRequest,
        _ => BadRequest,
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
