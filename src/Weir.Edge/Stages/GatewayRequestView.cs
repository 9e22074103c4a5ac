using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions.Signals.Requests;

namespace Weir.Edge.Stages;

/// <summary>A live request as signals see it.</summary>
internal sealed class GatewayRequestView : RequestView
{
    private readonly GatewayRequest _request;

    public GatewayRequestView(GatewayRequest request)
    {
        _request = request;
        var target = request.Http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var form = Forwarding.RequestTarget.OriginForm(target.Length == 0 ? "/" : target);
        var mark = form.IndexOf('?');
        Path = target == "*" ? target : (mark < 0 ? form : form[..mark]).ToString();
        Query = mark < 0 ? "" : form[(mark + 1)..].ToString();
    }

    public override string Method => _request.Http.Request.Method;

    public override string Path { get; }

    public override string Query { get; }

    public override string Host => _request.Http.Request.Headers.Host.ToString();

    public override HttpGeneration Http => _request.Http.Request.Protocol switch
    {
        "HTTP/1.0" => HttpGeneration.Http10,
        "HTTP/1.1" => HttpGeneration.Http11,
        "HTTP/2" => HttpGeneration.Http2,
        "HTTP/3" => HttpGeneration.Http3,
        _ => HttpGeneration.Unset,
    };

    public override IPAddress Peer => _request.Connection?.PeerAddress ?? IPAddress.None;

    public override long At => _request.At.UtcTicks;

    public override ConnectionView Connection => _request.Connection?.View ?? ConnectionView.Plain;

    public override string? HeaderOrder =>
        Http == HttpGeneration.Http2 ? Connection.Http2Opening?.HeaderOrder : _request.HeaderOrder;

    public override int HeaderCount
    {
        get
        {
            // Over HTTP/2 the server makes Host from a pseudo-header, which is no header line.
            var lines = Http == HttpGeneration.Http2 ? -_request.Http.Request.Headers.Host.Count : 0;
            foreach (var header in _request.Http.Request.Headers)
            {
                lines += header.Value.Count;
            }

            return lines;
        }
    }

    public override string? Header(string name) =>
        _request.Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0
            ? values.ToString()
            : null;
}
