using Weir.Decisions;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// What the edge counted, looked at once a second: how it was before an activation, and how the last seconds
/// are. Used by the desk alone, under its lock.
/// </summary>
internal sealed class Evidence
{
    private readonly Queue<(DateTimeOffset At, EdgeEvidence Counts)> _samples = [];
    private EdgeEvidence _began;
    private EdgeEvidence _start;
    private double _before;

    /// <summary>Since the candidate began, or since its last fault.</summary>
    public EdgeEvidence Since(EdgeEvidence now) => Minus(now, _start);

    /// <summary>
    /// A candidate begins: what came before is what it is compared with. Too few requests say nothing, and
    /// then it is what the one before it was compared with.
    /// </summary>
    public void Begin(EdgeEvidence now)
    {
        if (_samples.TryPeek(out var oldest)
            && Minus(now, oldest.Counts) is { Requests: >= Limits.DemotionRequests } last)
        {
            _before = ShareUnscored(last);
        }

        Forget(now);
    }

    /// <summary>
    /// What was bad is gone: its counts must not become what the next one is compared with.
    /// </summary>
    public void Forget(EdgeEvidence now)
    {
        _samples.Clear();
        (_began, _start) = (now, now);
    }

    /// <summary>
    /// The clock of its proof starts again; the last seconds, by which it is taken back, are as they were.
    /// </summary>
    public void Restart(EdgeEvidence now) => _start = now;

    /// <summary>Whether more goes without a score than before it, by more than chance makes.</summary>
    /// <returns>How much, for a person; null where it is not so.</returns>
    public string? MoreUnscored(EdgeEvidence now)
    {
        var since = Since(now);
        var share = ShareUnscored(since);
        return share > _before + Limits.ProvenUnscoredStep ? Compared(share, since.Requests) : null;
    }

    public void Add(DateTimeOffset at, EdgeEvidence counts)
    {
        _samples.Enqueue((at, counts));
        while (_samples.TryPeek(out var oldest) && at - oldest.At > Limits.EvidenceKept)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>Whether the last seconds are bad enough to go back; null, or why.</summary>
    public (RefusalReason Reason, string Detail)? Bad(DateTimeOffset now, EdgeEvidence counts)
    {
        // Samples from before the candidate were forgotten when it began.
        var from = _began;
        foreach (var (at, sample) in _samples)
        {
            if (at >= now - Limits.DemotionWindow)
            {
                break;
            }

            from = sample;
        }

        var last = Minus(counts, from);
        if (last.StageFaults >= Limits.DemotionFaults
            && last.StageFaults >= last.Requests * Limits.DemotionFaultShare)
        {
            return (RefusalReason.StageFaults,
                $"{last.StageFaults} stage faults in {last.Requests} requests of the last "
                + $"{Limits.DemotionWindow.TotalSeconds:0} seconds");
        }

        var share = ShareUnscored(last);
        return last.Requests >= Limits.DemotionRequests && share > _before + Limits.DemotionUnscoredStep
            ? (RefusalReason.UnscoredShare, Compared(share, last.Requests))
            : null;
    }

    private string Compared(double share, long requests) =>
        $"{share:P1} of {requests} requests without a score, before it {_before:P1}";

    private static double ShareUnscored(EdgeEvidence counts) =>
        counts.Requests <= 0 ? 0 : (double)counts.Unscored / counts.Requests;

    private static EdgeEvidence Minus(EdgeEvidence a, EdgeEvidence b) => new(
        a.Requests - b.Requests, a.Unscored - b.Unscored, a.StageFaults - b.StageFaults);
}
