using System.Collections.Immutable;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <summary>Everything that the desk tells of itself, as of one moment.</summary>
public sealed record DeskState
{
    public required ActiveTuple Active { get; init; }

    /// <summary>Newest first; empty where only the embedded content was ever proven.</summary>
    public ImmutableArray<ProvenNumbers> Proven { get; init; } = [];

    /// <summary>What proves itself right now, or null.</summary>
    public CandidateState? Candidate { get; init; }

    /// <summary>A release that waits until the candidate is through, by layer: only the newest.</summary>
    public ImmutableSortedDictionary<Layer, long> Waiting { get; init; } =
        ImmutableSortedDictionary<Layer, long>.Empty;

    /// <summary>Newest first, bounded.</summary>
    public ImmutableArray<RefusedRelease> Refusals { get; init; } = [];

    /// <summary>How often each was refused since the start, also of what had waited.</summary>
    public ImmutableDictionary<(Gate Gate, RefusalReason Reason), long> Refused { get; init; } =
        ImmutableDictionary<(Gate Gate, RefusalReason Reason), long>.Empty;

    /// <summary>Newest first, bounded: activations, proofs, demotions, holds, switches.</summary>
    public ImmutableArray<DeskEvent> History { get; init; } = [];

    public ImmutableArray<Alarm> Alarms { get; init; } = [];

    public ImmutableArray<IntakeHold> Holds { get; init; } = [];

    public ImmutableArray<KillSwitch> Switches { get; init; } = [];

    public ImmutableArray<QuarantinedSection> Quarantine { get; init; } = [];

    /// <summary>
    /// When the release of a layer that runs was made; a layer on embedded content has none.
    /// </summary>
    public ImmutableSortedDictionary<Layer, DateTimeOffset> Made { get; init; } =
        ImmutableSortedDictionary<Layer, DateTimeOffset>.Empty;

    /// <summary>The number that the next release of each layer should have.</summary>
    public ImmutableSortedDictionary<Layer, long> NextNumbers { get; init; } =
        ImmutableSortedDictionary<Layer, long>.Empty;

    /// <summary>Null where trust could not be set up; then nothing is taken.</summary>
    public Root? Root { get; init; }
}

/// <param name="Numbers">By layer; a layer on embedded content is not there.</param>
/// <param name="At">When it was proven.</param>
public sealed record ProvenNumbers(ImmutableSortedDictionary<Layer, long> Numbers, DateTimeOffset At);

/// <param name="Layer">Which layer changes.</param>
/// <param name="Number">Of the release.</param>
/// <param name="Hash">Its identity.</param>
/// <param name="Since">When it became active.</param>
/// <param name="Requests">That it has served.</param>
/// <param name="Needs">How many it needs to be proven early.</param>
public sealed record CandidateState(
    Layer Layer, long Number, Hash256 Hash, DateTimeOffset Since, long Requests, long Needs);

/// <param name="At">When.</param>
/// <param name="Layer">Unset where not even that could be read.</param>
/// <param name="Number">0 where it could not be read.</param>
/// <param name="Hash">Its identity; of what could not be read, that of all its bytes.</param>
/// <param name="Refusal">Why, and at which gate.</param>
public sealed record RefusedRelease(
    DateTimeOffset At, Layer Layer, long Number, Hash256 Hash, Refusal Refusal);

public sealed record DeskEvent(
    DateTimeOffset At, DeskEventKind Kind, Layer Layer, long Number, string Detail);

public enum DeskEventKind
{
    Unset = 0,
    Booted,
    Activated,
    Proven,
    Superseded,
    Refused,
    Demoted,
    Held,
    Released,
    Switched,
    SwitchedBack,
    RolledBack,
    Quarantined,
    Unquarantined,
    RootTaken,
    StorageFailed,
}

/// <param name="Key">What it is about; one alarm for each key, however often it comes.</param>
/// <param name="Since">When it was raised.</param>
/// <param name="Last">When it came last.</param>
/// <param name="Count">How often since it was raised.</param>
/// <param name="Detail">For a person, of the last time.</param>
public sealed record Alarm(string Key, DateTimeOffset Since, DateTimeOffset Last, long Count, string Detail);

/// <param name="Layer">Which layer takes nothing.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="By"><c>operator</c>, or <c>node</c> after demotions.</param>
/// <param name="Why">For a person.</param>
public sealed record IntakeHold(Layer Layer, DateTimeOffset Until, string By, string Why);

/// <param name="Target">Such as <c>module:model</c>, <c>layer:signals</c> or <c>rule:shop/login</c>.</param>
/// <param name="Since">When it was thrown.</param>
/// <param name="Until">When it ends by itself.</param>
public sealed record KillSwitch(string Target, DateTimeOffset Since, DateTimeOffset Until);
