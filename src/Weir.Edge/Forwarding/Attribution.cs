using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Weir.Edge.Forwarding;

/// <summary>Says whose fault the end of an attempt is.</summary>
internal static class Attribution
{
    public static AttemptResult Of(
        ForwarderError error, Exception? cause, HttpContext http, Exchange exchange)
    {
        if (error == ForwarderError.None || exchange.Answered)
        {
            // An origin may answer in full before it has read the body, and then hang up on the rest.
            return new(ForwardStatus.Completed);
        }

        return IsClientGone(error, http, exchange)
            ? new(ForwardStatus.ClientAborted) : OfError(error, cause, http, exchange);
    }

    /// <summary>For what the forwarding library threw instead of reporting.</summary>
    public static AttemptResult OfThrown(Exception cause, HttpContext http) =>
        http.RequestAborted.IsCancellationRequested
            ? new(ForwardStatus.ClientAborted)
            : new(ForwardStatus.EdgeFault, Reason: cause.GetType().Name);

    /// <summary>
    /// What the forwarding library gives up it also aborts, which looks as if the visitor had left: where our
    /// own time for the origin was over, it was not the visitor.
    /// </summary>
    private static bool IsClientGone(ForwarderError error, HttpContext http, Exchange exchange) =>
        http.RequestAborted.IsCancellationRequested && !exchange.FirstByteMissed
        && error is ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled
            or ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyCanceled
            or ForwarderError.ResponseBodyClient or ForwarderError.UpgradeRequestCanceled
            or ForwarderError.UpgradeResponseCanceled or ForwarderError.UpgradeRequestClient
            or ForwarderError.UpgradeResponseClient;

    private static AttemptResult OfError(
        ForwarderError error, Exception? cause, HttpContext http, Exchange exchange) => error switch
    {
        ForwarderError.Request => OfRequest(cause, exchange),
        ForwarderError.RequestTimedOut => OfTimeout(cause, http, exchange),
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled =>
            OfTimeout(cause, http, exchange),
        ForwarderError.RequestBodyClient => OfBody(cause),
        ForwarderError.RequestBodyDestination when IsTimeout(cause) =>
            Timeout("it does not take the request"),
        ForwarderError.RequestBodyDestination => Failed("it stopped reading the request"),
        ForwarderError.ResponseHeaders => Failed("its header block cannot be passed on"),
        ForwarderError.ResponseBodyDestination when IsTimeout(cause) =>
            Timeout("it fell silent in its answer"),
        ForwarderError.ResponseBodyDestination => Failed("it broke off its answer"),
        ForwarderError.ResponseBodyCanceled => Timeout("it fell silent in its answer"),
        ForwarderError.ResponseBodyClient => new(ForwardStatus.ClientAborted),
        ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient
            => new(ForwardStatus.ClientAborted),
        ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination
            => new(ForwardStatus.OriginFailed, Reason: "it broke off an upgraded stream"),
        // Silence on both sides, for as long as was agreed: nobody's fault.
        ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled
            or ForwarderError.UpgradeActivityTimeout => new(ForwardStatus.Completed),
        ForwarderError.RequestCreation => new(ForwardStatus.EdgeFault, Reason: cause?.GetType().Name),
        ForwarderError.NoAvailableDestinations or ForwarderError.None => new(ForwardStatus.EdgeFault),
        _ => new(ForwardStatus.EdgeFault, Reason: cause?.GetType().Name),
    };

    private static AttemptResult OfRequest(Exception? cause, Exchange exchange)
    {
        var error = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        return error switch
        {
            HttpRequestError.NameResolutionError => Unreachable("its name does not resolve", exchange),
            HttpRequestError.SecureConnectionError => Unreachable("no TLS with it", exchange),
            HttpRequestError.VersionNegotiationError => Unreachable("it does not speak HTTP/2", exchange),
            HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError =>
                Unreachable(ConnectReason(cause), exchange),
            // The visitor asked for a WebSocket that this origin does not offer: not a sign of bad health.
            HttpRequestError.ExtendedConnectNotSupported =>
                new(ForwardStatus.OriginFailed, Reason: "it takes no WebSocket over HTTP/2"),
            HttpRequestError.ResponseEnded => Failed("it closed the connection without an answer"),
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError =>
                Failed("what it answered is not HTTP"),
            HttpRequestError.ConfigurationLimitExceeded => Failed("its header block is too large"),
            HttpRequestError.UserAuthenticationError or HttpRequestError.Unknown =>
                Failed("the connection broke"),
            _ => Failed("the connection broke"),
        };
    }

    private static string ConnectReason(Exception? cause) => cause?.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "it refuses connections",
        AuthenticationException => "no TLS with it",
        _ => "no connection to it",
    };

    private static AttemptResult OfTimeout(Exception? cause, HttpContext http, Exchange exchange)
    {
        if (cause is OperationCanceledException { InnerException: TimeoutException })
        {
            return Unreachable("no connection to it in time", exchange);
        }

        if (exchange.FirstByteMissed)
        {
            return Timeout("no answer from it in time");
        }

        return exchange.BodyAwaited && !http.Response.HasStarted
            ? new(ForwardStatus.ClientBody, BodyStatus: StatusCodes.Status408RequestTimeout)
            : Timeout("it does not take the request");
    }

    private static AttemptResult OfBody(Exception? cause)
    {
        // Only the server's own complaint says that the bytes were wrong; but for silence, all else is a
        // visitor who left.
        var refused = cause switch
        {
            AggregateException many => Refusal(many),
            BadHttpRequestException one => one,
            _ => null,
        };
        var status = refused?.StatusCode
            ?? (IsOverflow(cause) ? StatusCodes.Status400BadRequest
                : IsTimeout(cause) ? StatusCodes.Status408RequestTimeout : 0);
        return status == 0
            ? new(ForwardStatus.ClientAborted) : new(ForwardStatus.ClientBody, BodyStatus: status);
    }

    /// <summary>
    /// A transfer that the idle time ended is reported as an error of the side that was awaited, its cause
    /// a cancellation: the visitor's own leaving was told apart before.
    /// </summary>
    private static bool IsTimeout(Exception? cause) => cause switch
    {
        AggregateException { InnerExceptions: [OperationCanceledException, ..] } => true,
        AggregateException => false,
        OperationCanceledException => true,
        _ => cause?.InnerException is OperationCanceledException,
    };

    /// <summary>How the server complains of a chunk size that no number of its own can hold.</summary>
    private static bool IsOverflow(Exception? cause) => cause switch
    {
        AggregateException many => many.InnerExceptions.Any(IsOverflow),
        _ => cause is IOException { InnerException: OverflowException },
    };

    private static BadHttpRequestException? Refusal(AggregateException many)
    {
        foreach (var one in many.InnerExceptions)
        {
            if (one is BadHttpRequestException refused)
            {
                return refused;
            }
        }

        return null;
    }

    private static AttemptResult Unreachable(string reason, Exchange exchange) =>
        AttemptResult.Unreachable(reason) with { NeverSent = !exchange.BodyTouched };

    private static AttemptResult Failed(string reason) =>
        AttemptResult.Blame(ForwardStatus.OriginFailed, reason);

    private static AttemptResult Timeout(string reason) =>
        AttemptResult.Blame(ForwardStatus.OriginTimeout, reason);
}
