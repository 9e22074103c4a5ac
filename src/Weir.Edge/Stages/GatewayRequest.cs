using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions;
using Weir.Decisions.Verdicts;
using Weir.Edge.Capture;
using Weir.Edge.Watching;

namespace Weir.Edge.Stages;

/// <summary>
/// One request on its way through the stages. Reused by Kestrel for the next request of the
/// connection or stream, so everything here is set anew by <see cref="Begin"/>.
/// </summary>
internal sealed class GatewayRequest
{
    private ConnectionFacts? _connection;

    public DefaultHttpContext Http { get; } = new(new FeatureCollection());

    /// <summary>Null only where a transport gave us no connection of ours, as some tests do.</summary>
    public ConnectionFacts? Connection => _connection;

    public RequestId Id { get; private set; }

    public string IdText { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public long Started { get; private set; }

    /// <summary>Read once, on entry.</summary>
    public GatewaySnapshot? Snapshot { get; private set; }

    public SiteRuntime? Site { get; set; }

    public Decision Decision { get; set; }

    public FaultOwner Fault { get; set; }

    public string? HeaderOrder { get; set; }

    /// <summary>Whether it is in the stages, which answer, count and record it themselves.</summary>
    public bool Running { get; set; }

    /// <summary>
    /// Whether a limit was counted for it: what its body runs into later is the same refusal.
    /// </summary>
    public bool Counted { get; set; }

    /// <summary>Whether its answer tells an HTTP/1 connection to end.</summary>
    public bool ClosingHttp1 { get; private set; }

    public void Begin(IFeatureCollection features)
    {
        Http.Initialize(features);
        _connection ??= features.Get<ConnectionFacts>();
        Site = null;
        Decision = default;
        Fault = FaultOwner.Unset;
        HeaderOrder = null;
        Running = false;
        Counted = false;
        ClosingHttp1 = false;
    }

    public void Enter(GatewaySnapshot snapshot, RequestId id, DateTimeOffset at, long started)
    {
        Snapshot = snapshot;
        Id = id;
        IdText = id.ToString();
        At = at;
        Started = started;
        Running = true;
    }

    public void End()
    {
        Http.Uninitialize();
        Snapshot = null;
        Site = null;
    }

    public void AbortConnection() => Http.Features.Get<IConnectionLifetimeFeature>()?.Abort();

    /// <summary>Asks the connection to end after the requests that it has begun.</summary>
    public void RequestClose()
    {
        if (_connection?.Http2 is not null)
        {
            Http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }
        else
        {
            ClosingHttp1 = true;
            Http.Response.Headers.Connection = "close";
        }
    }
}
