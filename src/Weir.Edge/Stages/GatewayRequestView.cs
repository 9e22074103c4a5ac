using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions.Signals.Requests;

namespace Weir.Edge.Stages;

/// <summary>
/// A live request as signals see it. Reused from request to request with its owner; the target is taken apart
/// again only where it is another one.
/// </summary>
internal sealed class GatewayRequestView(GatewayRequest request) : RequestView
{
    private readonly GatewayRequest _request = request;
    private string _target = "/";
    private string _path = "/";
    private string _query = "";
    private string _forwarded = "";
    private IPAddress? _proxy;
    private IPAddress _visitor = IPAddress.None;

    public override string Method => _request.Http.Request.Method;

    public override string Path => _path;

    public override string Query => _query;

    public override string Target => _target;

    /// <summary>Looks at the target of the request that entered.</summary>
    public void Enter()
    {
        EnterVisitor();
        var target = _request.Http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (string.Equals(target, _target, StringComparison.Ordinal))
        {
            return;
        }

        _target = target;
        var form = Forwarding.RequestTarget.OriginForm(target.Length == 0 ? "/" : target);
        var mark = form.IndexOf('?');
        var path = mark < 0 ? form : form[..mark];
        _path = target == "*" || path.Length == target.Length ? target : path.ToString();
        _query = mark < 0 ? "" : form[(mark + 1)..].ToString();
    }

    public override string Host => _request.Http.Request.Headers.Host.ToString();

    public override HttpGeneration Http => _request.Http.Request.Protocol switch
    {
        "HTTP/1.0" => HttpGeneration.Http10,
        "HTTP/1.1" => HttpGeneration.Http11,
        "HTTP/2" => HttpGeneration.Http2,
        "HTTP/3" => HttpGeneration.Http3,
        _ => HttpGeneration.Unset,
    };

    /// <summary>The visitor: the peer, or whom the trusted proxies before us vouch for.</summary>
    public override IPAddress Peer => _visitor;

    public override long At => _request.At.UtcTicks;

    public override ConnectionView Connection => _request.Connection?.View ?? ConnectionView.Plain;

    public override string? HeaderOrder =>
        Http == HttpGeneration.Http2 ? Connection.Http2Opening?.HeaderOrder : _request.HeaderOrder;

    public override int HeaderCount
    {
        get
        {
            // Counting the lines of repeated names needs an enumerator, which would be allocated each time.
            var headers = _request.Http.Request.Headers;
            return _request.HeaderLines is > 0 and var lines ? lines

                // Over HTTP/2 the server makes Host from a pseudo-header, which is no header line.
                : Http == HttpGeneration.Http2 ? headers.Count - headers.Host.Count
                : headers.Count;
        }
    }

    public override string? Header(string name) =>
        _request.Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0
            ? values.ToString()
            : null;

    private void EnterVisitor()
    {
        var peer = _request.Connection?.PeerAddress ?? IPAddress.None;
        if (_request is not { Connection.PeerTrusted: true, Snapshot: { } snapshot }
            || Header("X-Forwarded-For") is not { } forwarded)
        {
            (_visitor, _proxy) = (peer, null);
            return;
        }

        // A proxy sends the same visitor again and again over one connection.
        if (!ReferenceEquals(_proxy, peer) || !string.Equals(_forwarded, forwarded, StringComparison.Ordinal))
        {
            (_forwarded, _proxy) = (forwarded, peer);
            _visitor = VisitorAddress.Of(peer, forwarded, snapshot.Node.TrustedProxies);
        }
    }
}
