using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Weir.Decisions;
using Weir.Edge.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Weir.Edge.Forwarding;

/// <summary>
/// One site's way to its origins. It counts the requests that it carries, plus one for itself: disposal
/// returns at once, and the origins are let go with the last request.
/// </summary>
internal sealed class SiteForwarder(SiteForwarderFactory factory, SiteSettings site, Origin[] origins)
    : ISiteForwarder
{
    private readonly OriginRing _ring = new(origins);
    private long _users = 1;
    private int _disposed;

    public ImmutableArray<OriginState> Origins
    {
        get
        {
            var states = ImmutableArray.CreateBuilder<OriginState>(origins.Length);
            foreach (var origin in origins)
            {
                states.Add(origin.Health.State);
            }

            return states.MoveToImmutable();
        }
    }

    public ValueTask<ForwardResult> ForwardAsync(HttpContext http, in ForwardHeaders headers)
    {
        if (RequestTarget.IsAsterisk(http.Request))
        {
            return new(AnswerAsterisk(http));
        }

        if (!TryEnter())
        {
            return LateAsync(http, headers);
        }

        var exchange = factory.Exchanges.Get();
        exchange.Begin(http, in headers);
        return RunAsync(http, exchange);
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Leave();
        }

        return default;
    }

    // One state machine for the loop, the attempt and the call: each would be an object of its own per
    // request.
    [Boundary("the forwarding library reports most failures as values, and throws the rest")]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ForwardResult> RunAsync(HttpContext http, Exchange exchange)
    {
        try
        {
            var tried = 0UL;
            var (attempts, resends) = (0, 0);
            Origin? asked = null;
            var last = new AttemptResult(ForwardStatus.OriginUnreachable);
            while (attempts < Limits.OriginAttempts && _ring.TryTake(ref tried, out var origin))
            {
                attempts++;
                asked = origin;
                var startedAt = origin.Health.Now();
                exchange.Attempt(origin);
                try
                {
                    var error = await factory.Forwarder
                        .SendAsync(
                            http, origin.Prefix, origin.Invoker,
                            exchange.IsUpgrade ? origin.Upgraded : origin.Plain, exchange, exchange.Stop)
                        .ConfigureAwait(false);
                    last = Attribution.Of(error, CauseOf(error, http), http, exchange);
                }
                catch (Exception thrown)
                {
                    last = Attribution.OfThrown(thrown, http);
                }

                Settle(http, exchange, origin, last, startedAt);
                if (!MayRetry(http, exchange, last, ref resends))
                {
                    break;
                }
            }

            return new(last.Status, asked?.Address, attempts, last.BodyStatus);
        }
        finally
        {
            factory.Exchanges.Return(exchange);
            Leave();
        }
    }

    private static Exception? CauseOf(ForwarderError error, HttpContext http) =>
        error == ForwarderError.None ? null : http.Features.Get<IForwarderErrorFeature>()?.Exception;

    /// <summary>
    /// Tells the origin's health how the attempt ended, and takes back what a failed one wrote.
    /// </summary>
    private static void Settle(
        HttpContext http, Exchange exchange, Origin origin, in AttemptResult result, long startedAt)
    {
        if (result.Status == ForwardStatus.Completed)
        {
            origin.Health.Succeeded(startedAt);
            return;
        }

        if (result is { Blames: true, Reason: { } reason })
        {
            origin.Health.Failed(reason);
        }

        StartOver(http, exchange);
    }

    /// <summary>
    /// Whether another origin may be asked. What never reached an origin may go anywhere; what did may be
    /// repeated once, if repeating is harmless by its method and there was no body (RFC 9110, 9.2.2).
    /// </summary>
    private static bool MayRetry(HttpContext http, Exchange exchange, in AttemptResult last, ref int resends)
    {
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested
            || exchange.FirstByteMissed)
        {
            return false;
        }

        if (last.NeverSent)
        {
            return true;
        }

        var method = http.Request.Method;
        var harmless =
            HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        return last.Status == ForwardStatus.OriginFailed && harmless && !exchange.HasBody
            && !exchange.IsUpgrade
            && resends++ < Limits.OriginResends;
    }

    /// <summary>
    /// Takes back what the attempt wrote, so that the next one, or the caller, starts clean.
    /// </summary>
    private static void StartOver(HttpContext http, Exchange exchange)
    {
        http.Features.Set<IForwarderErrorFeature>(null);
        if (!http.Response.HasStarted)
        {
            // The stages may have asked an HTTP/1 connection to end with this answer.
            var connection = http.Response.Headers.Connection;
            http.Response.Clear();
            http.Response.Headers.Connection = connection;
            http.Response.Headers["Weir-Request-Id"] = exchange.RequestId;
        }
    }

    /// <summary>
    /// <c>OPTIONS *</c> asks about the server as a whole, which for a visitor is this one
    /// (RFC 9110, 9.3.7); no client library can put an asterisk on the wire either.
    /// </summary>
    private static ForwardResult AnswerAsterisk(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return new(ForwardStatus.Completed, null, 0);
    }

    /// <summary>A request that took this forwarder just before it was replaced and drained.</summary>
    private async ValueTask<ForwardResult> LateAsync(HttpContext http, ForwardHeaders headers)
    {
        await using var again = factory.Open(site);
        return await again.ForwardAsync(http, in headers).ConfigureAwait(false);
    }

    private bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            factory.Release(origins);
        }
    }
}
