using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions;
using Weir.Decisions.Scoring;
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

    public GatewayRequest() => View = new GatewayRequestView(this);

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

    /// <summary>Header lines of an HTTP/1 request; 0 where they could not be read.</summary>
    public int HeaderLines { get; set; }

    /// <summary>The request as signals see it.</summary>
    public GatewayRequestView View { get; }

    /// <summary>What scores it; rented while the request runs.</summary>
    public RequestScorer? Scorer { get; set; }

    /// <summary>How it was scored.</summary>
    public Scored Scored { get; set; }

    /// <summary>Whether the answer is ours and not the origin's.</summary>
    public bool AnsweredHere { get; set; }

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
        HeaderLines = 0;
        Scored = default;
        AnsweredHere = false;
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
