using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Weir.Edge.Forwarding;

/// <summary>
/// One request on its way to the origin and back: what the forwarder must know of it, and the rewriting
/// of both header blocks. Rented and given back, so that a request costs no allocation of ours.
/// </summary>
internal sealed class Exchange : HttpTransformer
{
    private CancellationTokenSource _stop = new();
    private ForwardedFields _forwarded;
    private ForwardHeaders _ours;
    private Origin? _origin;
    private VisitorBody? _body;
    private bool _upgrade;

    /// <summary>Cancelled when the origin has let the time to the first byte pass.</summary>
    public CancellationToken Stop => _stop.Token;

    public bool FirstByteMissed => _stop.IsCancellationRequested;

    /// <summary>Whether the visitor asks for another protocol on this stream, such as a WebSocket.</summary>
    public bool IsUpgrade => _upgrade;

    public bool HasBody => _body is not null;

    public bool BodyTouched => _body is { Touched: true };

    public bool BodyAwaited => _body is { Reading: true };

    /// <summary>The origin's answer came to its end: what fails after that is no failure to answer.</summary>
    public bool Answered { get; private set; }

    public string RequestId => _ours.RequestId;

    public void Begin(HttpContext http, in ForwardHeaders ours)
    {
        _ours = ours;
        _upgrade = IsUpgradeRequest(http);
        if (!_upgrade && http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
        {
            _body =
                new VisitorBody(http.Request.Body, this, http.Features.Get<IHttpMaxRequestBodySizeFeature>());
            http.Request.Body = _body;
        }
    }

    public void Attempt(Origin origin)
    {
        _origin = origin;
        Answered = false;
        if (_body is null)
        {
            _stop.CancelAfter(origin.Timeouts.FirstByte);
        }
    }

    /// <summary>The whole body is on its way: from now on the origin is the one who is awaited.</summary>
    public void BodySent()
    {
        if (_origin is { } origin && !Answered)
        {
            _stop.CancelAfter(origin.Timeouts.FirstByte);
        }
    }

    /// <summary>Makes it ready for the next request.</summary>
    public void End()
    {
        _body?.Detach();
        _body = null;
        _origin = null;
        _ours = default;
        _upgrade = false;
        if (!_stop.TryReset())
        {
            _stop.Dispose();
            _stop = new CancellationTokenSource();
        }
    }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix,
        CancellationToken cancellationToken)
    {
        var request = httpContext.Request;
        proxyRequest.RequestUri = RequestTarget.Of(destinationPrefix, request);
        RequestHeaders.Copy(request, proxyRequest, _origin is { KeepsHost: true }, _ours.PeerTrusted);
        _forwarded.Write(proxyRequest.Headers, request.Headers, in _ours);
        RequestHeaders.AddOurs(proxyRequest.Headers, in _ours);
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return new(false);
        }

        HeadersCame(httpContext, proxyResponse);
        ResponseHeaders.Copy(proxyResponse, httpContext.Response);
        return new(true);
    }

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken)
    {
        Answered = true;
        ResponseHeaders.CopyTrailers(proxyResponse, httpContext);
        return default;
    }

    /// <summary>
    /// Ends the wait for the first byte. A request for an upgrade runs under the long idle time of upgraded
    /// streams; where the origin answers plainly instead, the whole answer gets no more than the usual one.
    /// </summary>
    private void HeadersCame(HttpContext http, HttpResponseMessage response)
    {
        var refused = _upgrade && (int)response.StatusCode != StatusCodes.Status101SwitchingProtocols
            && !(response.RequestMessage?.Method == HttpMethod.Connect
                && (int)response.StatusCode == StatusCodes.Status200OK);
        _stop.CancelAfter(refused && _origin is { } origin ? origin.Timeouts.Idle : Timeout.InfiniteTimeSpan);
        if (_upgrade && !refused)
        {
            // A stream that may last for hours shows at its start that the origin works.
            _origin?.UpgradeAccepted();
        }
    }

    /// <summary>
    /// True only for what the library below upgrades. Any other Upgrade field, such as the <c>h2c</c> that
    /// some clients offer, is a plain request with a field of the hop before.
    /// </summary>
    private static bool IsUpgradeRequest(HttpContext http)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true })
        {
            var wish = http.Request.Headers.Upgrade.ToString();
            return HeaderRules.Is(wish, "websocket")
                || wish.StartsWith("SPDY/", StringComparison.OrdinalIgnoreCase);
        }

        return http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
    }
}
