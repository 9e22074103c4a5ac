using Weir.Decisions;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// What the edge counted, looked at once a second: how it was before an activation, and how the last seconds
/// are. Used by the desk alone, under its lock.
/// </summary>
internal sealed class Evidence
{
    private readonly Queue<(TimeSpan At, EdgeEvidence Counts)> _samples = [];
    private EdgeEvidence _began;
    private EdgeEvidence _start;
    private double _unscoredBefore;
    private double _faultsBefore;

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
            (_unscoredBefore, _faultsBefore) = (ShareUnscored(last), ShareOfFaults(last));
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
    public bool HasMoreUnscored(EdgeEvidence now) =>
        ShareUnscored(Since(now)) > _unscoredBefore + Limits.ProvenUnscoredStep;

    /// <summary>
    /// Whether all of its time was worse than what was before it, and how; null where it was not.
    /// </summary>
    public (RefusalReason Reason, string Detail)? Worse(EdgeEvidence now)
    {
        var whole = Minus(now, _began);
        var (unscored, faults) = (ShareUnscored(whole), ShareOfFaults(whole));
        if (faults > _faultsBefore + Limits.ProvenFaultStep)
        {
            return (RefusalReason.StageFaults,
                $"{whole.StageFaults} stage faults in {whole.Requests} requests, "
                + $"{faults:P2}, before it {_faultsBefore:P2}");
        }

        return unscored > _unscoredBefore + Limits.ProvenUnscoredStep
            ? (RefusalReason.UnscoredShare, Compared(unscored, whole.Requests))
            : null;
    }

    /// <summary>Requests since the candidate began, faults or not.</summary>
    public long Served(EdgeEvidence now) => Minus(now, _began).Requests;

    /// <param name="at">On the desk's own clock, which nobody sets.</param>
    /// <param name="counts">As of then.</param>
    public void Add(TimeSpan at, EdgeEvidence counts)
    {
        _samples.Enqueue((at, counts));
        while (_samples.TryPeek(out var oldest) && at - oldest.At > Limits.EvidenceKept)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>Whether the last seconds are bad enough to go back; null, or why.</summary>
    public (RefusalReason Reason, string Detail)? Bad(TimeSpan now, EdgeEvidence counts)
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
        return last.Requests >= Limits.DemotionRequests
            && share > _unscoredBefore + Limits.DemotionUnscoredStep
            ? (RefusalReason.UnscoredShare, Compared(share, last.Requests))
            : null;
    }

    private string Compared(double share, long requests) =>
        $"{share:P1} of {requests} requests without a score, before it {_unscoredBefore:P1}";

    private static double ShareUnscored(EdgeEvidence counts) =>
        counts.Requests <= 0 ? 0 : (double)counts.Unscored / counts.Requests;

    private static double ShareOfFaults(EdgeEvidence counts) =>
        counts.Requests <= 0 ? 0 : (double)counts.StageFaults / counts.Requests;

    private static EdgeEvidence Minus(EdgeEvidence a, EdgeEvidence b) => new(
        a.Requests - b.Requests, a.Unscored - b.Unscored, a.StageFaults - b.StageFaults);
}
