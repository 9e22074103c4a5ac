using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Edge.Releasing;
using Weir.Releases;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Tests.Releasing;

/// <summary>A desk whose state and answers a test sets, and that notes what it was asked.</summary>
internal sealed class FakeDesk : IReleaseDesk
{
    public List<string> Asked { get; } = [];

    public Refusal? Refusal { get; set; }

    public bool Does { get; set; } = true;

    public DeskState State { get; set; } = new()
    {
        Active = new ActiveTuple
        {
            Generation = 3,
            Tuple = ReleaseTuple.Empty,
            Numbers = ImmutableSortedDictionary<Layer, long>.Empty.Add(Layer.Signals, 12),
            Scoring = ActiveScoring.Nothing,
        },
    };

    public Outcome<ReleaseAccepted, Refusal> Submit(ReadOnlyMemory<byte> bundle) =>
        Take($"submit {bundle.Length}", Layer.Signals);

    public Outcome<ReleaseAccepted, Refusal> Rollback(Layer layer) => Take($"rollback {layer.Name()}", layer);

    public Outcome<ReleaseAccepted, Refusal> TakeRoot(ReadOnlyMemory<byte> root) =>
        Take($"root {root.Length}", Layer.Unset);

    public DeskAnswer Unquarantine(Hash256 section, string reason) => Do($"unquarantine {section} {reason}");

    public DeskAnswer Hold(Layer layer, TimeSpan duration) =>
        Do($"hold {layer.Name()} {duration.TotalSeconds}");

    public DeskAnswer Release(Layer layer) => Do($"release {layer.Name()}");

    public DeskAnswer Kill(string target, TimeSpan duration) => Do($"kill {target} {duration.TotalSeconds}");

    public DeskAnswer Revive(string target) => Do($"revive {target}");

    public long Refused(Gate gate, RefusalReason reason) =>
        (gate, reason) == (Gate.Validate, RefusalReason.DuplicateFeature) ? 7 : 0;

    private Outcome<ReleaseAccepted, Refusal> Take(string asked, Layer layer)
    {
        Asked.Add(asked);
        return Refusal is { } refusal
            ? Outcome<ReleaseAccepted, Refusal>.Fail(refusal)
            : Outcome<ReleaseAccepted, Refusal>.Ok(new ReleaseAccepted(layer, 13, Hash256.Of("x"u8), true));
    }

    private DeskAnswer Do(string asked)
    {
        Asked.Add(asked);
        return new DeskAnswer(Does, Does ? "done so" : "not so");
    }
}
