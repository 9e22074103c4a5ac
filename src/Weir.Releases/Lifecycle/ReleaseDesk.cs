using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.History;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// The one place of a node where a release becomes active, is proven, demoted or refused. Calls may come from
/// any thread and are served one after the other; requests never wait for it.
/// </summary>
public sealed class ReleaseDesk(DeskParts parts)
{
    /// <summary>As of now; immutable.</summary>
    public DeskState State { get; private set; } = new()
    {
        Active = new ActiveTuple
        {
            Generation = 0,
            Tuple = ReleaseTuple.Empty,
            Numbers = ImmutableSortedDictionary<Layer, long>.Empty,
            Scoring = new ActiveScoring(parts.Embedded, Weir.Decisions.Signals.Traffic.TrafficTable.Empty, 0),
        },
    };

    /// <summary>
    /// Before listening: newest proven tuple that still verifies, else an older one, else what the program
    /// brings. Never an unproven one. What could not be used is said in the history.
    /// </summary>
    public void Boot() => parts.Edge.Activate(State.Active);

    /// <summary>A bundle through all gates; active on return, or waiting behind a candidate.</summary>
    public Outcome<ReleaseAccepted, Refusal> Submit(ReadOnlyMemory<byte> bundle) =>
        Refusal.Of(Gate.Read, RefusalReason.Truncated, $"{bundle.Length}").As<ReleaseAccepted>();

    /// <summary>To be called every second: proves, demotes, ends holds and switches.</summary>
    public void Tick()
    {
    }

    /// <summary>
    /// Old content of a layer under a new number where this node has a key to sign it; else back to the last
    /// proven tuple.
    /// </summary>
    public Outcome<ReleaseAccepted, Refusal> Rollback(Layer layer) =>
        Refusal.Of(Gate.Store, RefusalReason.Fault, $"{layer}").As<ReleaseAccepted>();

    /// <summary>The next root, signed to the thresholds of the one that is trusted and of itself.</summary>
    public Outcome<ReleaseAccepted, Refusal> TakeRoot(ReadOnlyMemory<byte> root) =>
        Refusal.Of(Gate.Verify, RefusalReason.RootChain, $"{root.Length}").As<ReleaseAccepted>();

    public DeskAnswer Unquarantine(Hash256 section, string reason) => new(false, $"{section}{reason}");

    /// <summary>Stops intake of a layer.</summary>
    public DeskAnswer Hold(Layer layer, TimeSpan duration) => new(false, $"{layer}{duration}");

    /// <summary>Takes releases of the layer again, also where the node itself had stopped.</summary>
    public DeskAnswer Release(Layer layer) => new(false, $"{layer}");

    /// <summary>Switches a module, a layer or a rule off, always with an end.</summary>
    public DeskAnswer Kill(string target, TimeSpan duration) => new(false, $"{target}{duration}");

    /// <summary>Ends a switch now; coming back is an activation like any other.</summary>
    public DeskAnswer Revive(string target) => new(false, target);
}

/// <param name="Store">The data folder's release side; null where it cannot be used: nothing is kept.</param>
/// <param name="Edge">What runs the releases.</param>
/// <param name="Embedded">What the program brings, trusted because it is part of it; null where unusable.</param>
/// <param name="Time">The node's clock.</param>
/// <param name="Log">Told of everything that happens; must not wait.</param>
public sealed record DeskParts(
    ReleaseStore? Store, IRunningEdge Edge, ScoringPlan? Embedded, TimeProvider Time,
    Action<DeskEvent> Log);

/// <param name="Layer">Of the release.</param>
/// <param name="Number">Of the release.</param>
/// <param name="Hash">Its identity.</param>
/// <param name="Waiting">Whether it waits behind another candidate.</param>
public sealed record ReleaseAccepted(Layer Layer, long Number, Hash256 Hash, bool Waiting);

/// <param name="Done">Whether it was done.</param>
/// <param name="Detail">For a person: what was done, or why not and what to do.</param>
[MustUse]
public readonly record struct DeskAnswer(bool Done, string Detail);
