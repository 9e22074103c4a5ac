using System.Security.Cryptography;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Windows;
using Weir.Edge;
using Weir.Edge.Admin;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Releasing;
using Weir.Edge.Stages;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Weir.Events.Transport;
using Weir.Releases;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;
using Weir.Releases.Trust;

namespace Weir.Drills.Scratch;

/// <summary>
/// A node of its own in this process, from the same parts as <c>weir up</c>: real sockets on free ports, a
/// folder that is gone afterwards, an origin that records.
/// </summary>
internal sealed class ScratchNode : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly EdgeLogger _log;
    private readonly Fuse _fuse;
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);

    private AdminServer? _admin;
    private ITimer? _ticking;

    private ScratchNode(
        DirectoryInfo folder, RecordingOrigin origin, EdgeNode edge, EdgeTelemetry telemetry,
        EdgeLogger log, Fuse fuse, DrillClock clock, EventQueue events)
    {
        (_folder, Origin, Edge, Telemetry, _log, _fuse, Clock, Events) =
            (folder, origin, edge, telemetry, log, fuse, clock, events);
        Keys = new LocalKeys(new DurableFiles(), Path.Combine(folder.FullName, "keys"));
        Desk = new ReleaseDesk(new DeskParts(
            new ReleaseStore(new DurableFiles(), folder.FullName), edge, edge.Active.Scoring.Plan, clock,
            static _ => { })
        {
            Keys = Keys,
        });
    }

    public RecordingOrigin Origin { get; }

    public EdgeNode Edge { get; }

    public EdgeTelemetry Telemetry { get; }

    public ReleaseDesk Desk { get; }

    public DrillClock Clock { get; }

    public EventQueue Events { get; }

    public LocalKeys Keys { get; }

    public string Folder => _folder.FullName;

    /// <summary>As a keeper is told it.</summary>
    public NodeState KeeperState => new(
        Edge.Columns, 0, Desk.State.NextNumbers.GetValueOrDefault(Layer.Signals, 1), true);

    /// <summary>Where releases are handed in, as an operator would.</summary>
    public string AdminSocket => _admin?.SocketPath ?? "";

    /// <summary>HTTP/1.1 in cleartext.</summary>
    public Uri Plain => Address("http:");

    /// <summary>HTTPS with HTTP/2.</summary>
    public Uri Secure => Address("https:");

    public string? AdminUrl => _admin?.Url;

    /// <exception cref="DrillException">It did not start; nothing is left behind.</exception>
    /// <exception cref="OperationCanceledException">The drill is to end; the same.</exception>
    public static Task<ScratchNode> StartAsync(CancellationToken stop) =>
        StartAsync(Directory.CreateTempSubdirectory("weir-drill-"), stop);

    /// <param name="folder">Gone with the node, and where there is none.</param>
    /// <param name="stop">Ends the start.</param>
    internal static async Task<ScratchNode> StartAsync(DirectoryInfo folder, CancellationToken stop)
    {
        var begun = new Stack<IAsyncDisposable>();
        try
        {
            var node = await BuildAsync(folder, begun);
            node.Desk.Boot();
            await node.ListenAsync(stop);
            node._ticking = TimeProvider.System.CreateTimer(
                _ => node.Desk.Tick(), null, TickEvery, TickEvery);
            return node;
        }
        catch
        {
            while (begun.TryPop(out var part))
            {
                await part.DisposeAsync();
            }

            folder.Refresh();
            if (folder.Exists)
            {
                folder.Delete(recursive: true);
            }

            throw;
        }
    }

    /// <summary>From now on the score stage of every request throws, or no longer does.</summary>
    public void FaultScoring(bool faults) => _fuse.Faults = faults;

    public async ValueTask DisposeAsync()
    {
        if (_ticking is not null)
        {
            await _ticking.DisposeAsync();
        }

        await Edge.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(2), CancellationToken.None);
        if (_admin is not null)
        {
            await _admin.DisposeAsync();
        }

        await Edge.DisposeAsync();
        await Origin.DisposeAsync();
        await _log.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <param name="folder">Of the node.</param>
    /// <param name="begun">What to dispose of where the start fails; in the end the node alone.</param>
    private static async Task<ScratchNode> BuildAsync(DirectoryInfo folder, Stack<IAsyncDisposable> begun)
    {
        if (!ShippedModel.Plan().Try(out var plan, out var fault))
        {
            throw new DrillException($"the model of the program cannot be used: {fault.Detail}");
        }

        var origin = await RecordingOrigin.StartAsync();
        begun.Push(origin);
        var (configuration, state) = Configure(origin.Address, folder.FullName);
        var clock = new DrillClock();
        var telemetry = new EdgeTelemetry(clock);
        var events = new EventQueue(clock);
        var log = new EdgeLogger(telemetry, Stream.Null, new EdgeLogOptions { Minimum = LogSeverity.Error });
        begun.Push(log);
        var fuse = new Fuse();
        if (!DevelopmentCertificate.LoadOrCreate(folder.FullName, TimeProvider.System)
            .Try(out var certificate, out var error))
        {
            throw new DrillException($"no certificate: {error.Message}");
        }

        var edge = new EdgeNode(
            new EdgeNodeParts(folder.FullName, telemetry, log, new EdgeLogging(log), certificate)
            {
                Scoring = plan,
                Events = events,
                WindowSeed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
                Windows = new WindowSizes(4_096, 1_024, 1_024, 1_024),
                Entering = fuse.Enter,
            },
            configuration, state);
        var node = new ScratchNode(folder, origin, edge, telemetry, log, fuse, clock, events);
        begun.Clear();
        begun.Push(node);
        return node;
    }

    private static (GatewayConfiguration, ConfigurationState) Configure(Uri origin, string folder)
    {
        var file = Path.Combine(folder, "weir.yaml");
        File.WriteAllText(file, SiteText.For(origin));
        var change = new ConfigurationStore(file, TimeProvider.System).Reload();
        if (!change.Running.Try(out var running, out _) || change.Problems.Any(static p => p.IsError))
        {
            throw new DrillException(
                "the site of the drill is refused: "
                + string.Join("; ", change.Problems.Select(p => p.Render("weir.yaml"))));
        }

        return (running, change.State);
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var options = new AdminOptions
        {
            // The socket alone: a drill needs no address that could be taken.
            Settings = new AdminSettings { Address = null }, DataFolder = _folder.FullName, Version = "drill",
            Releases = new ReleaseSources(new DeskDoor(Desk), null, Events),
        };
        if (!(await AdminServer.StartAsync(options, Edge, Telemetry, stop)).Try(out _admin, out var refused))
        {
            throw new DrillException($"no admin side: {refused.Detail}");
        }

        if (!(await Edge.StartAsync(stop)).Try(out _, out var error))
        {
            throw new DrillException($"cannot listen: {error.Message}");
        }
    }

    private Uri Address(string scheme) => new(Edge.Listeners
        .Select(static l => l.Address)
        .First(a => a.StartsWith(scheme, StringComparison.Ordinal)));

    /// <summary>Lets a drill put a fault where the score stage begins, inside its guard.</summary>
    private sealed class Fuse
    {
        public volatile bool Faults;

        public void Enter(EdgeStage stage, GatewayRequest request)
        {
            if (Faults && stage == EdgeStage.Score)
            {
                throw new InvalidOperationException("a fault that a drill put here");
            }
        }
    }
}
