using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Events.Queue;
using Weir.Events.Transport;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Releasing;

/// <summary>The process that keeps events and builds signals, as the admin side asks it.</summary>
public interface IKeeper
{
    KeeperView View { get; }

    /// <param name="kind">As in <see cref="KeeperQuestion"/>.</param>
    /// <param name="stop">Ends waiting.</param>
    /// <returns>The answer's JSON.</returns>
    Task<Outcome<string, AskFault>> AskAsync(string kind, CancellationToken stop);
}

/// <summary>The keeper as of now.</summary>
/// <param name="State">Whether it is there.</param>
/// <param name="Process">Its process id; 0 where there is none.</param>
/// <param name="Restarts">How often it was started again since the node started.</param>
/// <param name="Last">What it said last; null before it said anything.</param>
/// <param name="Problem">Why it is not there, or null.</param>
public sealed record KeeperView(
    KeeperPhase State, int Process, long Restarts, KeeperReport? Last, string? Problem)
{
    public static KeeperView Off { get; } = new(KeeperPhase.Off, 0, 0, null, null);
}

public enum KeeperPhase
{
    Unset = 0,

    /// <summary>None is wanted: events are neither kept nor sent.</summary>
    Off,

    /// <summary>It is not there, and is started again.</summary>
    Restarting,
    Running,
}

/// <summary>Where the admin side and the metrics read of releases; each part may be absent.</summary>
/// <param name="Desk">Null where no release can be taken.</param>
/// <param name="Keeper">Null where there is none.</param>
/// <param name="Events">Null where no events are made.</param>
public sealed record ReleaseSources(IReleaseDesk? Desk, IKeeper? Keeper, EventQueue? Events)
{
    private readonly KeeperAlarm _keeperAlarm = new();

    /// <summary>
    /// The desk's, and the keeper's behind them. To be asked every second, so that it is known when it began.
    /// </summary>
    public ImmutableArray<Alarm> Alarms(DateTimeOffset now)
    {
        var alarms = Desk?.State.Alarms ?? [];
        return Keeper is { } keeper && _keeperAlarm.Of(keeper.View, now) is { } raised
            ? alarms.Add(raised)
            : alarms;
    }
}
