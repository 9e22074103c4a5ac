using System.Diagnostics;
using Weir.Bench.Activation.Children;

namespace Weir.Bench.Activation.Pauses;

/// <summary>What the node did in a window.</summary>
internal enum WindowKind
{
    Unset = 0,

    /// <summary>Nothing but requests.</summary>
    Quiet,

    /// <summary>Took a release that is active when it answers.</summary>
    Activated,

    /// <summary>Took one that waits behind a candidate: Read, Verify and Validate only.</summary>
    Waiting,

    /// <summary>Proved a candidate, and took up the one that waited: every gate, and the swap.</summary>
    TakenUp,

    /// <summary>Proved a candidate.</summary>
    Proven,
}

/// <summary>What the collector had done until then.</summary>
internal readonly record struct Collections(double PauseMilliseconds, int Gen2, long Allocated)
{
    public static Collections Now => new(
        GC.GetTotalPauseDuration().TotalMilliseconds, GC.CollectionCount(2),
        GC.GetTotalAllocatedBytes(precise: false));
}

/// <summary>A stretch of time in which one thing happened, with a little of the time around it.</summary>
internal sealed record Window(WindowKind Kind, string Layer, long From, long To)
{
    public static readonly TimeSpan Before = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan After = TimeSpan.FromMilliseconds(400);

    /// <summary>When the reference was swapped; 0 where it was not.</summary>
    public long Swapped { get; init; }

    public double GcMilliseconds { get; init; }

    public int Gen2 { get; init; }

    public long Allocated { get; init; }

    /// <summary>Processors that something else kept busy.</summary>
    public double Others { get; init; }

    /// <summary>What happened, without the time around it.</summary>
    public double Milliseconds => Stopwatch.GetElapsedTime(From, To).TotalMilliseconds
        - Before.TotalMilliseconds - After.TotalMilliseconds;

    public WindowFigures Measure(ReadOnlySpan<Sample> samples)
    {
        var inside = Latencies(samples, From, To);
        var swap = Stopwatch.Frequency / 20;
        return new WindowFigures(
            this, At(inside, 0.5), At(inside, 0.99), At(inside, 0.999), At(inside, 1),
            Swapped == 0 ? 0 : At(Latencies(samples, Swapped - swap, Swapped + swap), 1));
    }

    // What was due in the window, and what was due before it and still on its way.
    private static double[] Latencies(ReadOnlySpan<Sample> samples, long from, long to)
    {
        var found = new List<double>();
        foreach (var sample in samples)
        {
            if (sample.Done >= from && sample.Due <= to)
            {
                found.Add(sample.Milliseconds);
            }
        }

        found.Sort();
        return [.. found];
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0
        ? 0
        : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}

/// <summary>Latencies in milliseconds.</summary>
internal sealed record WindowFigures(
    Window Window, double P50, double P99, double P999, double Greatest, double AroundSwap);
