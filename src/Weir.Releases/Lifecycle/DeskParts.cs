using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Releases.History;
using Weir.Releases.Trust;

namespace Weir.Releases.Lifecycle;

/// <param name="Store">The data folder's release side; null where it cannot be used: nothing is kept.</param>
/// <param name="Edge">What runs the releases.</param>
/// <param name="Embedded">
/// What the program brings, trusted because it is part of it; null where unusable.
/// </param>
/// <param name="Time">The node's clock.</param>
/// <param name="Log">Told of everything that happens; must not wait.</param>
public sealed record DeskParts(
    ReleaseStore? Store, IRunningEdge Edge, ScoringPlan? Embedded, TimeProvider Time,
    Action<DeskEvent> Log)
{
    /// <summary>
    /// Keys of this node, from which a first run makes its root; null where none may be made.
    /// </summary>
    public LocalKeys? Keys { get; init; }
}

/// <param name="Layer">Of the release.</param>
/// <param name="Number">Of the release.</param>
/// <param name="Hash">Its identity.</param>
/// <param name="Waiting">Whether it waits behind another candidate.</param>
public sealed record ReleaseAccepted(Layer Layer, long Number, Hash256 Hash, bool Waiting);

/// <param name="Done">Whether it was done.</param>
/// <param name="Detail">For a person: what was done, or why not and what to do.</param>
[MustUse]
public readonly record struct DeskAnswer(bool Done, string Detail);
