using Weir.Decisions;

namespace Weir.Releases.Lifecycle;

/// <summary>
/// What the edge counted, looked at once a second: how it was before an activation, and how the last seconds
/// are. Used by the desk alone, under its lock.
/// </summary>
internal sealed class Evidence
{
    private readonly Queue<(DateTimeOffset At, EdgeEvidence Counts)> _samples = [];
    private EdgeEvidence _start;
    private double _before;

    /// <summary>Since the candidate began, or since its last fault.</summary>
    public EdgeEvidence Since(EdgeEvidence now) => Minus(now, _start);

    /// <summary>A candidate begins: what came before is what it is compared with.</summary>
    public void Begin(EdgeEvidence now)
    {
        _before = _samples.TryPeek(out var oldest) ? ShareUnscored(Minus(now, oldest.Counts)) : 0;
        _samples.Clear();
        _start = now;
    }

    /// <summary>Its clock starts again, without forgetting what came before it.</summary>
    public void Restart(EdgeEvidence now) => _start = now;

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
        var from = _start;
        foreach (var (at, sample) in _samples)
        {
            if (at >= now - Limits.DemotionWindow)
            {
                break;
            }

            from = sample;
        }

        // Samples from before the candidate are not its own.
        var last = Minus(counts, from.Requests < _start.Requests ? _start : from);
        if (last.StageFaults >= Limits.DemotionFaults
            && last.StageFaults >= last.Requests * Limits.DemotionFaultShare)
        {
            return (RefusalReason.StageFaults,
                $"{last.StageFaults} stage faults in {last.Requests} requests of the last "
                + $"{Limits.DemotionWindow.TotalSeconds:0} seconds");
        }

        var share = ShareUnscored(last);
        return last.Requests >= Limits.DemotionRequests && share > _before + Limits.DemotionUnscoredStep
            ? (RefusalReason.UnscoredShare,
                $"{share:P1} of {last.Requests} requests without a score, before it {_before:P1}")
            : null;
    }

    private static double ShareUnscored(EdgeEvidence counts) =>
        counts.Requests <= 0 ? 0 : (double)counts.Unscored / counts.Requests;

    private static EdgeEvidence Minus(EdgeEvidence a, EdgeEvidence b) => new(
        a.Requests - b.Requests, a.Unscored - b.Unscored, a.StageFaults - b.StageFaults);
}
