using Weir.Decisions.Signals.Windows;

namespace Weir.Decisions.Tests.Signals.Windows;

/// <summary>
/// The oracle: keeps every event for ever and works out each value from its definition, without buckets
/// that turn, bits or sets.
/// </summary>
internal sealed class ExactWindows
{
    private readonly List<Event> _events = [];

    public void Arrive(Arrival arrival, long now) => _events.Add(new(arrival, now, Status: 0));

    public void Respond(Arrival arrival, long now, int status)
    {
        if (_events.Any(e => e.Arrival.Address == arrival.Address))
        {
            _events.Add(new(arrival, now, status));
        }
    }

    public double Read(ulong address, long now, WindowMeasure measure, WindowSpan span)
    {
        var mine = _events.Where(e => e.Arrival.Address == address).ToList();
        var arrivals = mine.Where(e => e.Status == 0).ToList();
        var length = span switch
        {
            WindowSpan.TenSeconds => 10_000,
            WindowSpan.Minute => 60_000,
            WindowSpan.TenMinutes => 600_000,
            WindowSpan.Unset => 1,
            _ => 1,
        };
        return measure switch
        {
            WindowMeasure.Count => Weighted(arrivals, now, length),
            WindowMeasure.AssetShare => Share(arrivals, now, length, e => e.Arrival.IsAsset),
            WindowMeasure.HeadShare => Share(arrivals, now, length, e => e.Arrival.IsHead),
            WindowMeasure.ClientErrorShare =>
                Share([.. mine.Where(e => e.Status > 0)], now, length, e => e.Status is >= 400 and < 500),
            WindowMeasure.RobotsFetched => Kept(arrivals, now, length).Any(e => e.Arrival.IsRobots) ? 1 : 0,
            WindowMeasure.IntervalMean => Intervals(arrivals, now, length) is { Count: > 0 } some
                ? some.Average()
                : double.NaN,
            WindowMeasure.IntervalVariation => Variation(Intervals(arrivals, now, length)),
            WindowMeasure.DistinctPaths => Distinct(Kept(arrivals, now, length).Select(e => e.Arrival.Path)),
            WindowMeasure.DistinctPeers =>
                Distinct(Kept(arrivals, now, length).Select(e => e.Arrival.UserAgent)),
            WindowMeasure.Unset => double.NaN,
            _ => double.NaN,
        };
    }

    /// <summary>How many different ones there truly are; the windows estimate it.</summary>
    private static double Distinct(IEnumerable<ulong> hashes) => hashes.Distinct().Count();

    private static double Weighted(IReadOnlyList<Event> events, long now, long length)
    {
        var bucket = now / length;
        var overlap = 1 - ((double)(now % length) / length);
        return events.Count(e => e.At / length == bucket)
            + (events.Count(e => e.At / length == bucket - 1) * overlap);
    }

    private static double Share(IReadOnlyList<Event> events, long now, long length, Func<Event, bool> counts)
    {
        var all = Weighted(events, now, length);
        return all > 0 ? Weighted([.. events.Where(counts)], now, length) / all : double.NaN;
    }

    private static IEnumerable<Event> Kept(IEnumerable<Event> events, long now, long length) =>
        events.Where(e => e.At / length >= (now / length) - 1);

    // An interval belongs to the bucket of its later arrival, and only counts where the earlier one is
    // still within the two buckets of that moment.
    private static List<double> Intervals(List<Event> arrivals, long now, long length) =>
    [
        .. arrivals.Zip(arrivals.Skip(1))
            .Where(p => p.First.At / length >= (p.Second.At / length) - 1)
            .Where(p => p.Second.At / length >= (now / length) - 1)
            .Select(p => (double)(p.Second.At - p.First.At)),
    ];

    private static double Variation(List<double> intervals)
    {
        if (intervals.Count < 2 || intervals.Average() <= 0)
        {
            return double.NaN;
        }

        var mean = intervals.Average();
        return Math.Sqrt(intervals.Average(i => (i - mean) * (i - mean))) / mean;
    }

    private sealed record Event(Arrival Arrival, long At, int Status);
}
