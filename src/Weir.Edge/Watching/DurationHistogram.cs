using System.Collections.Immutable;

namespace Weir.Edge.Watching;

/// <summary>Durations counted in fixed buckets: constant memory, nothing allocated by observing.</summary>
internal sealed class DurationHistogram
{
    private static readonly ImmutableArray<double> Seconds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly ImmutableArray<long> Ticks =
        [.. Seconds.Select(s => (long)(s * TimeSpan.TicksPerSecond))];

    private static readonly int SumCell = Ticks.Length + 1;

    private readonly StripedCounters _cells = new(Ticks.Length + 2);

    public void Observe(TimeSpan duration)
    {
        // A clock that steps back must not make a sum shrink: counters only ever rise.
        var ticks = Math.Max(0, duration.Ticks);
        var bucket = 0;
        while (bucket < Ticks.Length && ticks > Ticks[bucket])
        {
            bucket++;
        }

        _cells.Add(bucket);
        _cells.Add(SumCell, ticks);
    }

    /// <summary>Buckets made cumulative; the count is their total, so that the two never disagree.</summary>
    public HistogramSnapshot Read()
    {
        var cumulative = ImmutableArray.CreateBuilder<long>(Ticks.Length);
        long running = 0;
        for (var i = 0; i < Ticks.Length; i++)
        {
            running += _cells.Read(i);
            cumulative.Add(running);
        }

        var count = running + _cells.Read(Ticks.Length);
        var sum = (double)_cells.Read(SumCell) / TimeSpan.TicksPerSecond;
        return new HistogramSnapshot(Seconds, cumulative.MoveToImmutable(), count, sum);
    }
}

/// <param name="Bounds">Upper bounds in seconds, inclusive, rising; the bucket without a bound is left
/// out.</param>
/// <param name="Cumulative">Observations at or below each bound.</param>
/// <param name="Count">All observations.</param>
/// <param name="Sum">Seconds, all together.</param>
public readonly record struct HistogramSnapshot(
    ImmutableArray<double> Bounds, ImmutableArray<long> Cumulative, long Count, double Sum);
