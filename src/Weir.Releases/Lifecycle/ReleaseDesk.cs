using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// The one place of a node where a release becomes active, is proven, demoted or refused. Calls may come from
/// any thread and are served one after the other; requests never wait for it, and nobody waits for gates but
/// the next release, and the way back from one that was proven.
/// </summary>
public sealed partial class ReleaseDesk
{
    private readonly DeskParts _parts;
    private readonly Notes _notes;
    private readonly Evidence _evidence = new();

    // Taken first where both are; held for as long as a release is at its gates.
    private readonly Lock _intake = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<Layer, WaitingRelease> _waiting = [];
    private readonly Dictionary<Layer, List<TimeSpan>> _demotions = [];
    private readonly long _born;
    private TrustState? _trust;
    private Running _running = Running.Embedded;
    private ImmutableArray<ProvenTuple> _proven = [];
    private bool _knowsProven = true;
    private string? _trustUnread;
    private bool _proofInDoubt;
    private ImmutableArray<ProvenNumbers> _provenNumbers = [];
    private ImmutableArray<IntakeHold> _holds = [];
    private SwitchBoard _switches = SwitchBoard.None;
    private Candidate? _candidate;

    // Operators on their way to take something back that has proven itself.
    private int _goingBack;
    private Returned? _returned;
    private ScoringPlan? _forced;
    private ActiveTuple _active;
    private DeskState _state;

    public ReleaseDesk(DeskParts parts)
    {
        _parts = parts;
        _born = parts.Time.GetTimestamp();
        _notes = new Notes(parts.Time, parts.Log);
        _active = new ActiveTuple
        {
            Generation = 0,
            Tuple = ReleaseTuple.Empty,
            Numbers = Running.Embedded.Numbers,
            Scoring = new ActiveScoring(parts.Embedded, TrafficTable.Empty, ScoringSwitches.None),
        };
        _state = new DeskState { Active = _active };
    }

    /// <summary>As of now; immutable.</summary>
    public DeskState State => Volatile.Read(ref _state);

    /// <summary>For people, for what is kept on disk, and for what others have signed.</summary>
    private DateTimeOffset Now => _parts.Time.GetUtcNow();

    /// <summary>
    /// For everything that lasts: a clock that is set forward proves nothing, and one that is set back holds
    /// nothing up.
    /// </summary>
    private TimeSpan Up => _parts.Time.GetElapsedTime(_born);

    /// <summary>
    /// What runs, with the switches that are thrown, to the edge. It cannot fail for what was activated
    /// before; where it does all the same, requests are forwarded unscored.
    /// </summary>
    private void Swap()
    {
        var scoring = _running.Scoring(_parts.Embedded, _switches).Match(
            static made => made,
            fault =>
            {
                _notes.Raise("scoring", fault.Detail);
                return ActiveScoring.Nothing with { Off = _switches.Modules };
            });
        _active = new ActiveTuple
        {
            Generation = _active.Generation + 1,
            Tuple = _running.Tuple,
            Numbers = _running.Numbers,
            Scoring = _forced is null ? scoring : scoring with { Plan = _forced },
            RulesOff = _switches.Rules,
        };
        _parts.Edge.Activate(_active);
    }

    /// <summary>
    /// Makes what is told of the desk anew; called at the end of everything that changes it.
    /// </summary>
    private void Publish()
    {
        var floors = _trust?.Floors ?? TrustState.NoFloors;
        Volatile.Write(ref _state, new DeskState
        {
            Active = _active,
            Proven = _provenNumbers,
            Candidate = _candidate is { } candidate
                ? new CandidateState(
                    candidate.Layer, candidate.Number, candidate.Hash, candidate.Since,
                    _evidence.Since(_parts.Edge.Evidence).Requests, Limits.ProvenRequests)
                : null,
            Waiting = _waiting.ToImmutableSortedDictionary(
                static pair => pair.Key, static pair => pair.Value.Number),
            Refusals = _notes.Refusals,
            Refused = _notes.Refused,
            History = _notes.History,
            Alarms = _notes.Alarms,
            Holds = _holds,
            Switches = _switches.Thrown,
            Quarantine = _trust?.Quarantine ?? [],
            Made = _running.Layers.ToImmutableSortedDictionary(
                static pair => pair.Key, static pair => pair.Value.Manifest.Created),
            NextNumbers = LayerNames.All.ToArray().ToImmutableSortedDictionary(
                static layer => layer,
                layer => 1 + Math.Max(
                    floors.TryGetValue(layer, out var floor) ? floor.Number : 0,
                    _waiting.TryGetValue(layer, out var waiting) ? waiting.Number : 0)),
            Root = _trust?.Root,
        });
    }

    /// <summary>Null where it was saved, or where nothing is kept at all.</summary>
    private Refusal? SaveTrust(TrustState next)
    {
        if (_trustUnread is { } unread)
        {
            return Refusal.Of(Gate.Store, RefusalReason.StorageFailed, unread);
        }

        var status = _parts.Store?.SaveTrust(next) ?? FileStatus.Done;
        if (status != FileStatus.Done)
        {
            return Refusal.Of(
                Gate.Store, RefusalReason.StorageFailed, $"trust could not be written: {status}");
        }

        _trust = next;
        return null;
    }

    private void SaveDesk()
    {
        var file = new DeskFile(_holds, _switches.Thrown);
        var status = _parts.Store?.SaveDesk(file.Write()) ?? FileStatus.Done;
        if (status != FileStatus.Done)
        {
            _notes.Say(DeskEventKind.StorageFailed, Layer.Unset, 0, $"holds and switches: {status}");
            _notes.Raise("storage", $"holds and switches could not be written: {status}");
        }
    }

    /// <summary>
    /// Bundles that nothing needs any more make room; what cannot be deleted is tried again later. Nothing is
    /// deleted while the list of what was proven could not be read.
    /// </summary>
    private void Collect()
    {
        if (!_knowsProven)
        {
            return;
        }

        var kept = _proven.SelectMany(static p => p.Tuple.Releases.Values)
            .Concat(_running.Tuple.Releases.Values)
            .Concat(_candidate?.Before.Tuple.Releases.Values ?? [])
            .ToHashSet();
        if (_parts.Store is { } store && store.Keep(kept) != FileStatus.Done)
        {
            _notes.Raise("storage", "old releases could not be removed");
        }
    }
}
