using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Weir.Edge.Listening;
using Weir.Edge.Stages;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Weir.Events.Schema;

namespace Weir.Edge;

/// <summary>
/// One running edge: its sites, its listeners, and the swap from one configuration to the next.
/// Speaks to visitors and origins only; people and files are the executable's business.
/// </summary>
public sealed partial class EdgeNode : INodeStatus, IAsyncDisposable
{
    private readonly EdgeNodeParts _parts;
    private readonly GatewayState _state;
    private readonly SiteForwarderFactory _forwarders;
    private readonly CertificateStore _certificates;
    private readonly ConnectionCounts _counts = new();
    private readonly Lock _applying = new();
    private EdgeServer? _server;
    private readonly ImmutableArray<ListenerSettings> _listeners;
    private ConfigurationState _configuration;

    public EdgeNode(EdgeNodeParts parts, GatewayConfiguration configuration, ConfigurationState state)
    {
        _parts = parts;
        _configuration = state;
        StartedAt = parts.Telemetry.Time.GetUtcNow();
        _forwarders = new SiteForwarderFactory(
            SiteForwarderFactory.CreateForwarder(), parts.Log, parts.Telemetry.Time);
        _certificates = new CertificateStore(parts.DevelopmentCertificate, parts.Log);
        _listeners = configuration.Node.Listeners;
        _certificates.Load(_listeners);
        parts.Telemetry.Configure(configuration.Sites);
        var embedded = Embedded(parts.Scoring);
        _state = new GatewayState(new GatewaySnapshot(
            configuration.Node,
            [.. configuration.Sites.Select(s => new SiteRuntime(s, _forwarders.Create(s)))],
            embedded,
            Describe(embedded, FeatureColumns.None)));
    }

    public NodePhase Phase => _state.Phase;

    public DateTimeOffset StartedAt { get; }

    public string DataFolder => _parts.DataFolder;

    public ConfigurationState Configuration => Volatile.Read(ref _configuration);

    public ImmutableArray<CertificateState> Certificates => _certificates.States;

    public ImmutableArray<ListenerState> Listeners => _server is { } server
        ? [.. server.Addresses.Select(a => new ListenerState(a, !_state.Closing))]
        : [];

    public ImmutableArray<SiteState> Sites =>
    [
        .. _state.Current.Sites.Select(site => new SiteState(
            site.Settings.Id, site.Settings.Hosts,
            site.Settings.Mode == SiteMode.Enforce ? "enforce" : "observe", site.Forwarder.Origins,
            RuleStates(site))),
    ];

    public ScoringState? Scoring => _state.Current.Active.Scoring.Plan is { } plan
        ? new ScoringState(
            plan.Features.Count, plan.Model.Trees.TreeCount, plan.Evaluator.Choice.Kind.Name(),
            plan.Evaluator.Choice.Why)
        : null;

    /// <summary>For tests: how many origins have connections or health to keep.</summary>
    internal int OpenOrigins => _forwarders.OpenOrigins;

    /// <summary>Binds the listeners and serves.</summary>
    public async ValueTask<Outcome<EdgeNode, ListenError>> StartAsync(CancellationToken stop)
    {
        var ids = new RequestIds(_parts.Telemetry.Time);
        var started = await EdgeServer.StartAsync(
            new EdgeServerParts(_state, _certificates, _counts, ids, _parts.Telemetry, _parts.Logs)
            {
                Recorder = _parts.Recorder,
            },
            new GatewayApplication(
                _state, ids, _parts.Telemetry, _parts.Log,
                new ScoreStage(_parts.Telemetry, _parts.WindowSeed, _parts.Windows),
                _parts.Recorder,
                _parts.Events is { } events ? new EventStage(events, _parts.Telemetry) : null,
                _parts.Entering),
            stop).ConfigureAwait(false);
        if (!started.Try(out var server, out var error))
        {
            return Outcome<EdgeNode, ListenError>.Fail(error);
        }

        _server = server;
        _state.Enter(NodePhase.Ready);
        return Outcome<EdgeNode, ListenError>.Ok(this);
    }

    /// <summary>
    /// Swaps to another configuration with one reference. Forwarders that no site has any more are disposed
    /// after their last request.
    /// </summary>
    public void Apply(GatewayConfiguration next, ConfigurationState state)
    {
        lock (_applying)
        {
            var after = SiteSuccession.Of(_state.Current.Sites, next.Sites, _forwarders.Create);
            _parts.Telemetry.Configure(next.Sites);
            _certificates.Load(Bound(next.Node));
            _server?.Apply(next.Node.Limits);
            var current = _state.Current;
            _state.Swap(new GatewaySnapshot(next.Node, after.Sites, current.Active, current.Columns));
            Volatile.Write(ref _configuration, state);
            foreach (var forwarder in after.Gone)
            {
                _parts.Background(forwarder.DisposeAsync());
            }
        }
    }

    /// <summary>
    /// Says that a configuration, or a part of it, was not taken; what runs stays as it is.
    /// </summary>
    public void Report(ConfigurationState state) => Volatile.Write(ref _configuration, state);

    /// <summary>
    /// Reads every certificate again, keeping the last good version of those that cannot be read.
    /// </summary>
    public void ReloadCertificates() => _certificates.Load(Bound(_state.Current.Node));

    /// <summary>
    /// Not ready, but serving, for <paramref name="grace"/>; then no new connections and
    /// each open one asked to end; then <paramref name="drain"/> for what still runs.
    /// </summary>
    public async ValueTask StopAsync(TimeSpan grace, TimeSpan drain, CancellationToken atOnce)
    {
        _state.Enter(NodePhase.Draining);
        if (_server is not { } server)
        {
            return;
        }

        await Pause.ForAsync(grace, _parts.Telemetry.Time, atOnce).ConfigureAwait(false);
        await server.StopAcceptingAsync().ConfigureAwait(false);
        _state.StartClosing();

        // A connection that is busy ends with its next answer; one that stays silent this long is idle.
        var patience = TimeSpan.FromSeconds(Math.Min(2, drain.TotalSeconds / 4));
        var until = _parts.Telemetry.Time.GetUtcNow() + patience;
        while (_counts.Open > 0
            && _parts.Telemetry.Time.GetUtcNow() < until
            && !atOnce.IsCancellationRequested)
        {
            await Pause.ForAsync(
                TimeSpan.FromMilliseconds(50), _parts.Telemetry.Time, atOnce).ConfigureAwait(false);
        }

        using var deadline = new CancellationTokenSource(drain, _parts.Telemetry.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, atOnce);
        await server.DrainAsync(either.Token).ConfigureAwait(false);
    }

    private static ImmutableArray<RuleState> RuleStates(SiteRuntime site) =>
    [
        .. site.Settings.Rules.Rules.Select((rule, place) => new RuleState(
            rule.Id, rule.Then.Name(), site.Rules.Fired(place), site.Rules.Missing(place))),
    ];

    /// <summary>
    /// The listeners that are bound, with what a configuration now says of their addresses: an address
    /// that it no longer names goes on with what it had until the restart that unbinds it.
    /// </summary>
    private ImmutableArray<ListenerSettings> Bound(NodeSettings node) =>
    [
        .. _listeners.Select(bound =>
            node.Listeners.FirstOrDefault(
                l => l.Address.Equals(bound.Address) && l.Tls is not null) ?? bound),
    ];

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var site in _state.Current.Sites)
        {
            await site.Forwarder.DisposeAsync().ConfigureAwait(false);
        }
    }
}

/// <summary>What an edge is made of besides its configuration.</summary>
/// <param name="DataFolder">For display only: the edge keeps nothing on disk itself.</param>
/// <param name="Telemetry">What the request path counts.</param>
/// <param name="Log">Where its lines go.</param>
/// <param name="Logs">Where the lines of the libraries go.</param>
/// <param name="DevelopmentCertificate">For TLS listeners without
/// certificates; null where there is none.</param>
public sealed record EdgeNodeParts(
    string DataFolder,
    EdgeTelemetry Telemetry,
    IEdgeLog Log,
    ILoggerFactory Logs,
    CertificateSettings? DevelopmentCertificate)
{
    /// <summary>Writes finished requests to a capture; null where none is being made.</summary>
    public RequestRecorder? Recorder { get; init; }

    /// <summary>
    /// What scores requests until a release is activated, and where none is: what the program brings. Null
    /// where it brings nothing usable.
    /// </summary>
    public ScoringPlan? Scoring { get; init; }

    /// <summary>Takes an event of each decided request; null where nobody wants them.</summary>
    public EventQueue? Events { get; init; }

    /// <summary>
    /// Keys the hashes of the windows, so that nobody outside can choose keys that collide.
    /// </summary>
    public ulong WindowSeed { get; init; }

    /// <summary>How many addresses and other keys the windows remember: memory taken at the start.</summary>
    public WindowSizes Windows { get; init; } = WindowSizes.Default;

    /// <summary>
    /// Called where a stage of a request begins, inside the guard of that stage: how tests put a fault
    /// there. Null in the program.
    /// </summary>
    internal Action<EdgeStage, GatewayRequest>? Entering { get; init; }

    /// <summary>Lets work finish that nobody waits for, and logs what it ends in.</summary>
    internal void Background(ValueTask work)
    {
        if (!work.IsCompletedSuccessfully)
        {
            _ = Watch(work.AsTask());
        }
    }

    [Boundary("work that nobody waits for must not end unseen")]
    private async Task Watch(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.Write(
                LogSeverity.Warning, "edge.background", FaultOwner.Edge, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
