using System.Security.Cryptography;
using Weir.Decisions.Scoring;
using Weir.Edge;
using Weir.Edge.Admin;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;
using Weir.Releases.Trust;

namespace Weir.Bench.Activation.Ground;

/// <summary>
/// A node in this process, from the same parts as <c>weir up</c>: real sockets on free ports, a desk with a
/// store in a folder, an admin socket that releases are handed in at. Its events are taken as a keeper
/// without a store would.
/// </summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private static readonly TimeSpan Taking = TimeSpan.FromMilliseconds(200);

    private readonly EdgeNode _node;
    private readonly EdgeLogger _log;
    private readonly EventQueue _events;
    private readonly EventPack _pack = new();
    private AdminServer? _admin;
    private ITimer? _taking;
    private int _inTaking;

    private BenchNode(string folder, EdgeNode node, EdgeLogger log, EventQueue events, BenchClock clock)
    {
        (_node, _log, _events, Clock, Folder) = (node, log, events, clock, folder);
        Edge = new TimedEdge(node);
        Desk = new ReleaseDesk(new DeskParts(
            new ReleaseStore(new DurableFiles(), folder), Edge, node.Active.Scoring.Plan, clock,
            static _ => { })
        {
            Keys = KeysIn(folder),
        });
    }

    public string Folder { get; }

    public BenchClock Clock { get; }

    public TimedEdge Edge { get; }

    public ReleaseDesk Desk { get; }

    public Uri Plain => Address("http:");

    public Uri Secure => Address("https:");

    public static LocalKeys KeysIn(string folder) => new(new DurableFiles(), Path.Combine(folder, "keys"));

    public static async Task<BenchNode> StartAsync(string folder, string origin)
    {
        if (!ShippedModel.Plan().Try(out var plan, out var fault))
        {
            throw new BenchException(fault.Detail);
        }

        if (!DevelopmentCertificate.LoadOrCreate(folder, TimeProvider.System)
            .Try(out var made, out var error))
        {
            throw new BenchException(error.Message);
        }

        if (!DeskRoom.Take())
        {
            throw new BenchException("the pool may not have as many threads as that of a node");
        }

        var (configuration, state) = Configure(origin, folder);
        var clock = new BenchClock();
        var telemetry = new EdgeTelemetry(clock);
        var events = new EventQueue(clock);
        var log = new EdgeLogger(telemetry, Stream.Null, new EdgeLogOptions { Minimum = LogSeverity.Error });
        var edge = new EdgeNode(
            new EdgeNodeParts(folder, telemetry, log, new EdgeLogging(log), made)
            {
                Scoring = plan,
                Events = events,
                WindowSeed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
            },
            configuration, state);
        var node = new BenchNode(folder, edge, log, events, clock);
        node.Desk.Boot();
        await node.ListenAsync(telemetry);
        node._taking = TimeProvider.System.CreateTimer(_ => node.TakeEvents(), null, Taking, Taking);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        if (_taking is not null)
        {
            await _taking.DisposeAsync();
        }

        await _node.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(2), CancellationToken.None);
        if (_admin is not null)
        {
            await _admin.DisposeAsync();
        }

        await _node.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static (GatewayConfiguration, ConfigurationState) Configure(string origin, string folder)
    {
        var file = Path.Combine(folder, "weir.yaml");
        File.WriteAllText(file, $$"""
            version: 1
            listen:
              - address: 127.0.0.1:0
              - address: 127.0.0.1:0
                tls: {}
            sites:
              - id: shop
                hosts: ["*"]
                origins: ["{{origin}}"]
                mode: enforce
                on_unscored: { ours: forward, clients: forward }
            """);
        var change = new ConfigurationStore(file, TimeProvider.System).Reload();
        if (!change.Running.Try(out var running, out _))
        {
            throw new BenchException("the configuration of the bench is refused");
        }

        // The socket alone: no address that could be taken.
        var settings = running.Node with { Admin = new AdminSettings { Address = null } };
        return (running with { Node = settings }, change.State);
    }

    private async Task ListenAsync(EdgeTelemetry telemetry)
    {
        var options = new AdminOptions
        {
            Settings = new AdminSettings { Address = null }, DataFolder = Folder, Version = "bench",
            Releases = new ReleaseSources(new DeskDoor(Desk), null, _events),
        };
        if (!(await AdminServer.StartAsync(options, _node, telemetry, CancellationToken.None))
            .Try(out _admin, out var refused))
        {
            throw new BenchException(refused.Detail);
        }

        if (!(await _node.StartAsync(CancellationToken.None)).Try(out _, out var error))
        {
            throw new BenchException(error.Message);
        }
    }

    // Refused: there is no keeper that could store them.
    private void TakeEvents()
    {
        if (Interlocked.CompareExchange(ref _inTaking, 1, 0) != 0)
        {
            return;
        }

        while (_events.TryTake(_pack, all: true))
        {
            _events.Answered(_events.Sending(_pack), stored: false);
        }

        Volatile.Write(ref _inTaking, 0);
    }

    private Uri Address(string scheme) => new(_node.Listeners
        .Select(static l => l.Address)
        .First(a => a.StartsWith(scheme, StringComparison.Ordinal)));
}
