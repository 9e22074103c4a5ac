using Weir.Decisions;
using Weir.Releases;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Releasing;

/// <summary>The desk as the admin side asks it.</summary>
public interface IReleaseDesk
{
    DeskState State { get; }

    Outcome<ReleaseAccepted, Refusal> Submit(ReadOnlyMemory<byte> bundle);

    Outcome<ReleaseAccepted, Refusal> Rollback(Layer layer);

    Outcome<ReleaseAccepted, Refusal> TakeRoot(ReadOnlyMemory<byte> root);

    DeskAnswer Unquarantine(Hash256 section, string reason);

    DeskAnswer Hold(Layer layer, TimeSpan duration);

    DeskAnswer Release(Layer layer);

    DeskAnswer Kill(string target, TimeSpan duration);

    DeskAnswer Revive(string target);

    /// <summary>Refusals since the process started.</summary>
    long Refused(Gate gate, RefusalReason reason);
}
