using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Releasing;

/// <summary>The node's desk, with what it refused counted.</summary>
public sealed class DeskDoor(ReleaseDesk desk) : IReleaseDesk
{
    private const int Reasons = (int)RefusalReason.Fault + 1;

    private readonly long[] _refused = new long[((int)Gate.Active + 1) * Reasons];

    public DeskState State => desk.State;

    public Outcome<ReleaseAccepted, Refusal> Submit(ReadOnlyMemory<byte> bundle) =>
        Counted(desk.Submit(bundle));

    public Outcome<ReleaseAccepted, Refusal> Rollback(Layer layer) => Counted(desk.Rollback(layer));

    public Outcome<ReleaseAccepted, Refusal> TakeRoot(ReadOnlyMemory<byte> root) =>
        Counted(desk.TakeRoot(root));

    public DeskAnswer Unquarantine(Hash256 section, string reason) => desk.Unquarantine(section, reason);

    public DeskAnswer Hold(Layer layer, TimeSpan duration) => desk.Hold(layer, duration);

    public DeskAnswer Release(Layer layer) => desk.Release(layer);

    public DeskAnswer Kill(string target, TimeSpan duration) => desk.Kill(target, duration);

    public DeskAnswer Revive(string target) => desk.Revive(target);

    public long Refused(Gate gate, RefusalReason reason) =>
        Place(gate, reason) is >= 0 and var place ? Interlocked.Read(ref _refused[place]) : 0;

    private Outcome<ReleaseAccepted, Refusal> Counted(Outcome<ReleaseAccepted, Refusal> outcome)
    {
        if (!outcome.Try(out _, out var refusal)
            && Place(refusal.Gate, refusal.Reason) is >= 0 and var place)
        {
            Interlocked.Increment(ref _refused[place]);
        }

        return outcome;
    }

    private int Place(Gate gate, RefusalReason reason)
    {
        var place = ((int)gate * Reasons) + (int)reason;
        return (uint)reason < Reasons && (uint)place < (uint)_refused.Length ? place : -1;
    }
}
