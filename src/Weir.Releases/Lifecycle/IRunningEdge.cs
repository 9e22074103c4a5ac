namespace Weir.Releases.Lifecycle;

/// <summary>What the desk needs of the edge that it runs releases on.</summary>
public interface IRunningEdge
{
    /// <summary>Swaps what runs with one reference. Never waits, never fails.</summary>
    void Activate(ActiveTuple next);

    /// <summary>Counted since the process started.</summary>
    EdgeEvidence Evidence { get; }

    /// <summary>What the edge itself counted in a minute, to reconcile a release with.</summary>
    /// <param name="minute">Minutes since 1970.</param>
    /// <returns>Null for a minute that this process did not see from its beginning to its end.</returns>
    MinuteCount? Counted(long minute);
}

/// <param name="Requests">About which something was decided.</param>
/// <param name="Unscored">Of them, without a score for a reason that is the edge's own.</param>
/// <param name="StageFaults">Faults of the facts, score and decide stages.</param>
public readonly record struct EdgeEvidence(long Requests, long Unscored, long StageFaults);

/// <param name="Stored">Events that the keeper has said it stored.</param>
/// <param name="Uncertain">Events that were sent and about which it never said anything.</param>
/// <param name="Offered">Requests, those left out and dropped too; null where nobody counted.</param>
public readonly record struct MinuteCount(long Stored, long Uncertain, long? Offered = null);
