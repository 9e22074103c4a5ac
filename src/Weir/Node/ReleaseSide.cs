using Weir.Decisions.Scoring;
using Weir.Edge;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;
using Weir.Releases.Trust;

namespace Weir.Cli.Node;

/// <summary>
/// Releases of one node: the store in its data folder, the desk, its tick, and the keeper's end of the wire.
/// Any of them may be missing, and then the node serves without it.
/// </summary>
internal sealed class ReleaseSide : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ReleaseDesk _desk;
    private readonly IEdgeLog _log;
    private readonly TimeProvider _time;
    private readonly KeeperSide? _keeper;
    private ITimer? _ticking;
    private int _inTick;
    private volatile Task _takingUp = Task.CompletedTask;

    private ReleaseSide(ReleaseDesk desk, DeskDoor door, ReleaseSideParts parts)
    {
        _desk = desk;
        _log = parts.Log;
        _time = parts.Time;
        _keeper = parts.Events is { } events
            ? new KeeperSide(parts.Folder.Root, door, parts.Node, events, parts.Time, parts.Log)
            : null;
        Sources = new ReleaseSources(door, _keeper, parts.Events);
    }

    /// <summary>What the admin side and the metrics read.</summary>
    public ReleaseSources Sources { get; }

    /// <summary>
    /// Opens the store and boots what this node has proven, before anybody listens. A store that cannot be
    /// opened leaves the embedded release.
    /// </summary>
    public static ReleaseSide Boot(ReleaseSideParts parts)
    {
        var desk = new ReleaseDesk(new DeskParts(
            Store(parts), parts.Node, parts.Embedded, parts.Time, told => Tell(parts.Log, told))
        {
            Keys = new LocalKeys(new DurableFiles(), parts.Folder.Keys),
        });
        var side = new ReleaseSide(desk, new DeskDoor(desk), parts);
        side.Guarded("boot", desk.Boot);
        return side;
    }

    /// <summary>The tick, and whoever the keeper needs. After listening: visitors come first.</summary>
    public void Start()
    {
        _keeper?.Start();
        _ticking = _time.CreateTimer(_ => Tick(), null, Second, Second);
    }

    /// <summary>No more ticks; waiting events go to the keeper, which then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ticking is { } ticking)
        {
            _ticking = null;
            await ticking.DisposeAsync();
        }

        await _takingUp;

        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    private static ReleaseStore? Store(ReleaseSideParts parts)
    {
        if (parts.Folder.ReadOnly is { } readable)
        {
            parts.Log.Write(LogSeverity.Warning, "release.store", FaultOwner.Operator,
                $"The releases of {readable} can be read and not written: what is proven there runs, and no "
                + "other is taken or kept.");
            return new ReleaseStore(new KeptFiles(new DurableFiles()), readable);
        }

        if (parts.Folder.Warning is not null)
        {
            return null;
        }

        var store = new ReleaseStore(new DurableFiles(), parts.Folder.Root);
        var status = store.Open();
        if (status == FileStatus.Done)
        {
            return store;
        }

        parts.Log.Write(LogSeverity.Error, "release.store", FaultOwner.Edge,
            $"The release side of {parts.Folder.Root} cannot be used ({status}): serving on the release that "
            + "the program brings, and no other is kept.");
        return null;
    }

    private static void Tell(IEdgeLog log, DeskEvent told)
    {
        var severity = DeskLine.Severity(told);
        log.Write(
            severity, "release", severity == LogSeverity.Warning ? FaultOwner.Operator : FaultOwner.Unset,
            DeskLine.Of(told));
    }

    // A tick that takes longer than a second is not joined by the next one.
    private void Tick()
    {
        if (Interlocked.CompareExchange(ref _inTick, 1, 0) == 0)
        {
            Guarded("tick", () =>
            {
                _desk.Check();
                TakeUp();
                _keeper?.Tick();

                // Looked at here so that an alarm of the keeper is as old as its trouble.
                Sources.Alarms(_time.GetUtcNow());
            });
            Volatile.Write(ref _inTick, 0);
        }
    }

    /// <summary>Gates take time, and the next tick may have something to take back.</summary>
    private void TakeUp()
    {
        if (_takingUp.IsCompleted && _desk.State.Waiting.Count > 0)
        {
            _takingUp = Task.Run(() => Guarded("taking up", _desk.TakeUp));
        }
    }

    /// <summary>A mistake in here costs releases, never the node. The log's bound holds per key.</summary>
    private void Guarded(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.Write(LogSeverity.Error, "release.fault", FaultOwner.Edge,
                $"{what}: {e.GetType().Name}: {e.Message}");
        }
    }
}

/// <param name="Folder">Where releases are kept.</param>
/// <param name="Node">What runs them.</param>
/// <param name="Embedded">What the program brings; null where it is unusable.</param>
/// <param name="Events">What the keeper is sent; null where no keeper is wanted.</param>
/// <param name="Time">The node's clock.</param>
/// <param name="Log">The node's log.</param>
internal sealed record ReleaseSideParts(
    DataFolder Folder, EdgeNode Node, ScoringPlan? Embedded, EventQueue? Events, TimeProvider Time,
    IEdgeLog Log);
