using System.Collections.Immutable;

namespace Weir.Edge.Watching;

/// <summary>Durations counted in fixed buckets: constant memory, nothing allocated by observing.</summary>
internal sealed class DurationHistogram
{
    /// <summary>Upper bounds in seconds, for whole requests.</summary>
    public static readonly ImmutableArray<double> Long =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>The same for what takes microseconds.</summary>
    public static readonly ImmutableArray<double> Short =
    [
        0.000_001, 0.000_002, 0.000_004, 0.000_006, 0.000_008, 0.000_01, 0.000_015, 0.000_02, 0.000_05,
        0.000_1, 0.000_25, 0.001, 0.01, 0.1,
    ];

    private readonly ImmutableArray<double> _seconds;
    private readonly long[] _ticks;
    private readonly int _sumCell;
    private readonly StripedCounters _cells;

    public DurationHistogram()
        : this(Long)
    {
    }

    public DurationHistogram(ImmutableArray<double> seconds)
    {
        _seconds = seconds;
        _ticks = [.. seconds.Select(static s => (long)(s * TimeSpan.TicksPerSecond))];
        _sumCell = _ticks.Length + 1;
        _cells = new StripedCounters(_ticks.Length + 2);
    }

    public void Observe(TimeSpan duration)
    {
        // A clock that steps back must not make a sum shrink: counters only ever rise.
        var ticks = Math.Max(0, duration.Ticks);
        var bucket = 0;
        while (bucket < _ticks.Length && ticks > _ticks[bucket])
        {
            bucket++;
        }

        _cells.Add(bucket);
        _cells.Add(_sumCell, ticks);
    }

    /// <summary>Buckets made cumulative; the count is their total, so that the two never disagree.</summary>
    public HistogramSnapshot Read()
    {
        var cumulative = ImmutableArray.CreateBuilder<long>(_ticks.Length);
        long running = 0;
        for (var i = 0; i < _ticks.Length; i++)
        {
            running += _cells.Read(i);
            cumulative.Add(running);
        }

        var count = running + _cells.Read(_ticks.Length);
        var sum = (double)_cells.Read(_sumCell) / TimeSpan.TicksPerSecond;
        return new HistogramSnapshot(_seconds, cumulative.MoveToImmutable(), count, sum);
    }
}

/// <param name="Bounds">Upper bounds in seconds, inclusive, rising; the bucket without a bound is left
/// out.</param>
/// <param name="Cumulative">Observations at or below each bound.</param>
/// <param name="Count">All observations.</param>
/// <param name="Sum">Seconds, all together.</param>
public readonly record struct HistogramSnapshot(
    ImmutableArray<double> Bounds, ImmutableArray<long> Cumulative, long Count, double Sum);
