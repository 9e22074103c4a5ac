using System.Diagnostics;
using Weir.Bench.Scoring.Ground;
using Weir.Bench.Scoring.Subjects;

namespace Weir.Bench.Scoring.Measuring;

/// <summary>
/// Times subjects in turns: machines change their speed by the minute, so a ratio is made within a round,
/// between neighbours in time, in an order that turns and reverses.
/// </summary>
internal sealed class Rounds(IReadOnlyList<ISubject> subjects, Population rows, Options options)
{
    private const int Passes = 4;
    private const int TimedPasses = 12;
    private const int ClockReadings = 20_000;
    private static readonly double TickNanoseconds = 1e9 / Stopwatch.Frequency;

    // Whoever scores must be believed to have been used, or nothing need be computed.
    private double _sum;

    public IReadOnlyList<Outcome> Measure()
    {
        foreach (var subject in subjects)
        {
            Warm(subject);
        }

        var times = subjects.Select(_ => new double[options.Rounds]).ToArray();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var at in Order(round))
            {
                times[at][round] = Time(subjects[at]);
            }
        }

        if (double.IsNaN(_sum))
        {
            throw new InvalidOperationException("a score is no number");
        }

        var clock = Clock();
        return [.. subjects.Select((subject, at) => Outcome(subject, times[at], times[0], clock))];
    }

    private Outcome Outcome(ISubject subject, double[] own, double[] reference, double clock)
    {
        var single = Singles(subject, clock);
        return new Outcome(subject.Name, subject.Goal, Spread.Of(own),
            Spread.Of(own.Select((time, round) => reference[round] / time)),
            single[single.Length / 2], single[single.Length * 99 / 100], Bytes(subject), Unequal(subject));
    }

    private IEnumerable<int> Order(int round)
    {
        var turned = Enumerable.Range(0, subjects.Count).Select(i => (i + round) % subjects.Count);
        return round % 2 == 0 ? turned : turned.Reverse();
    }

    /// <summary>Until the just-in-time compiler has had time for its last word.</summary>
    private void Warm(ISubject subject)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < options.Warm)
        {
            Pass(subject);
        }
    }

    private double Time(ISubject subject)
    {
        Pass(subject);
        var start = ThreadClock.Nanoseconds();
        for (var i = 0; i < Passes; i++)
        {
            Pass(subject);
        }

        return (ThreadClock.Nanoseconds() - start) / (Passes * rows.Count);
    }

    private void Pass(ISubject subject)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            _sum += subject.Score(rows.Row(i));
        }
    }

    private double[] Singles(ISubject subject, double clock)
    {
        var times = new double[TimedPasses * rows.Count];
        for (var i = 0; i < times.Length; i++)
        {
            var row = rows.Row(i % rows.Count);
            var start = Stopwatch.GetTimestamp();
            _sum += subject.Score(row);
            times[i] = ((Stopwatch.GetTimestamp() - start) * TickNanoseconds) - clock;
        }

        Array.Sort(times);
        return times;
    }

    private double Bytes(ISubject subject)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(subject);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / rows.Count;
    }

    private int? Unequal(ISubject subject)
    {
        if (!subject.IsExact)
        {
            return null;
        }

        var unequal = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var expected = BitConverter.DoubleToUInt64Bits(subjects[0].Score(rows.Row(i)));
            unequal += BitConverter.DoubleToUInt64Bits(subject.Score(rows.Row(i))) == expected ? 0 : 1;
        }

        return unequal;
    }

    private static double Clock()
    {
        var readings = new long[ClockReadings];
        foreach (ref var reading in readings.AsSpan())
        {
            var start = Stopwatch.GetTimestamp();
            reading = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(readings);
        return readings[readings.Length / 2] * TickNanoseconds;
    }
}
