using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Releasing;

/// <summary>The node's desk, for whoever may only ask it.</summary>
public sealed class DeskDoor(ReleaseDesk desk) : IReleaseDesk
{
    public DeskState State => desk.State;

    public Outcome<ReleaseAccepted, Refusal> Submit(ReadOnlyMemory<byte> bundle) =>
        desk.Submit(bundle);

    public Outcome<ReleaseAccepted, Refusal> Rollback(Layer layer) => desk.Rollback(layer);

    public Outcome<ReleaseAccepted, Refusal> TakeRoot(ReadOnlyMemory<byte> root) =>
        desk.TakeRoot(root);

    public DeskAnswer Unquarantine(Hash256 section, string reason) => desk.Unquarantine(section, reason);

    public DeskAnswer Hold(Layer layer, TimeSpan duration) => desk.Hold(layer, duration);

    public DeskAnswer Release(Layer layer) => desk.Release(layer);

    public DeskAnswer Kill(string target, TimeSpan duration) => desk.Kill(target, duration);

    public DeskAnswer Revive(string target) => desk.Revive(target);

    public long Refused(Gate gate, RefusalReason reason) =>
        desk.State.Refused.GetValueOrDefault((gate, reason));
}
