using Weir.Decisions;
using Weir.Edge;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Weir.Events.Supervision;
using Weir.Events.Transport;
using Weir.Releases;

namespace Weir.Cli.Node;

/// <summary>
/// The keeper as its node has it: the socket on which it listens for it, what it tells it and what it takes
/// from it. Nobody waits for the keeper but whoever asked it something.
/// </summary>
internal sealed class KeeperSide(
    string dataFolder, IReleaseDesk desk, EdgeNode node, EventQueue events, TimeProvider time, IEdgeLog log)
    : IKeeper, INodeSide, IAsyncDisposable
{
    private volatile SupervisedKeeper? _keeper;
    private volatile KeeperReport? _last;
    private volatile string? _problem;
    private NodeState? _told;

    public KeeperView View => new(
        _keeper is not { } keeper ? KeeperPhase.Off
        : keeper.Server.Connected ? KeeperPhase.Running
        : KeeperPhase.Restarting,
        _keeper?.Standing.ProcessId ?? 0, _keeper?.Standing.Restarts ?? 0, _last, _problem);

    public NodeState State
    {
        get
        {
            var state = desk.State;
            return new NodeState(
                node.Columns,
                state.Active.Number(Layer.Model),
                state.NextNumbers.TryGetValue(Layer.Signals, out var next) ? next : 1,
                state.Holds.All(static hold => hold.Layer != Layer.Signals));
        }
    }

    /// <summary>Listens for the keeper; where that cannot be, events are dropped and counted.</summary>
    public void Start()
    {
        var parts = new KeeperServerParts(UnixPath.In(dataFolder), this, events, time, Say, Gone);
        if (SupervisedKeeper.Start(parts, new ChildLauncher(OwnProgram.KeeperOf(dataFolder)),
            new KeeperEars(Say, Words, Alarmed)).Try(out var keeper, out var fault))
        {
            _keeper = keeper;
            return;
        }

        _problem = fault.Detail;
        log.Write(LogSeverity.Warning, "keeper", FaultOwner.Edge, $"No keeper can be had: {fault.Detail}");
    }

    /// <summary>Tells the keeper where something of the node's state has changed.</summary>
    public void Tick()
    {
        var now = State;
        if (now != _told)
        {
            _told = now;
            _keeper?.Server.StateChanged();
        }
    }

    public async Task<Outcome<string, AskFault>> AskAsync(string kind, CancellationToken stop) =>
        _keeper is { } keeper
            ? await keeper.Server.AskAsync(kind, "", Limits.AdminKeeperWait, stop)
            : Outcome<string, AskFault>.Fail(
                new AskFault(AskFaultKind.NoKeeper, _problem ?? "no keeper is connected"));

    public SubmitAnswer Submit(ReadOnlyMemory<byte> bundle) => desk.Submit(bundle).Match(
        static accepted => new SubmitAnswer(true, accepted.Number, "", "") { Waiting = accepted.Waiting },
        static refusal => new SubmitAnswer(false, 0, refusal.Reason.ToString(), refusal.Detail));

    public void Report(KeeperReport report)
    {
        _last = report;
        _problem = null;
        if (report.Reason.Length > 0)
        {
            log.Write(LogSeverity.Warning, "keeper.report", FaultOwner.Operator,
                $"{report.Kind}: {report.Reason}: {report.Detail}");
        }
    }

    public void Acknowledged(long sequence)
    {
        // The queue counts what is stored by minute; nothing more is made of it.
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not { } keeper)
        {
            return;
        }

        if (keeper.Server.Connected && !await keeper.Server.FlushAsync(Limits.KeeperFlush))
        {
            Say($"events were not stored within KeeperFlush, {Limits.KeeperFlush.TotalSeconds} s");
        }

        await keeper.DisposeAsync();
        _keeper = null;
    }

    private void Say(string line) => log.Write(LogSeverity.Information, "keeper", FaultOwner.Unset, line);

    /// <summary>What it writes on its standard error; bounded like every other kind of line.</summary>
    private void Words(string line) =>
        log.Write(LogSeverity.Information, "keeper.words", FaultOwner.Unset, line);

    private void Alarmed(string why)
    {
        _problem = why;
        log.Write(LogSeverity.Error, "keeper.alarm", FaultOwner.Operator, why);
    }

    private void Gone(TransportFault why)
    {
        if (why.Kind != TransportFaultKind.Stopped)
        {
            _problem = why.Detail;
            Say($"the keeper is gone: {why.Detail}");
        }
    }
}
