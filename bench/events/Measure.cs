using System.Diagnostics;
using Weir.Events.Queue;

namespace Weir.Bench.Events;

/// <summary>Threads that offer, at full speed or at a pace.</summary>
internal sealed class Measure(Options options)
{
    private const int TimedOffers = 100_000;

    // Offers between two looks at the clock.
    private const int Step = 50;

    private static readonly double TickNanoseconds = 1e9 / Stopwatch.Frequency;

    /// <param name="rate">Events a second of all threads together; 0 for as fast as they can.</param>
    public async Task<Flow> FlowAsync(int rate)
    {
        await using var stage = await Stage.StartAsync(options.Features);
        var length = TimeSpan.FromSeconds(options.Seconds);
        var watch = Stopwatch.StartNew();
        var offered = await Task.WhenAll(Enumerable.Range(0, options.Threads).Select(_ =>
            Task.Factory.StartNew(
                () => Offer(stage, length, (double)rate / options.Threads),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var seconds = watch.Elapsed.TotalSeconds;
        var received = stage.Received;
        await stage.SettleAsync();
        var queue = stage.Queue;
        var total = offered.Sum();
        var adds = Math.Abs(stage.Weights + queue.Dropped + queue.Pending - total) < 0.5;
        return new Flow(
            total / seconds, received / seconds, (double)stage.Received / total,
            (double)queue.Dropped / total, adds);
    }

    /// <summary>One thread times its offers while the others offer at the pace of the goal.</summary>
    public async Task<Cost> CostAsync()
    {
        await using var stage = await Stage.StartAsync(options.Features);
        await FillAsync(stage);
        var others = Task.Factory.StartNew(
            () => Offer(stage, TimeSpan.FromSeconds(options.Seconds), options.Rate / 2.0),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var times = new double[TimedOffers];
        var began = Stopwatch.GetTimestamp();
        var gap = Stopwatch.Frequency / (options.Rate / 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times.Length; i++)
        {
            while (Stopwatch.GetTimestamp() - began < i * gap)
            {
                Thread.SpinWait(8);
            }

            var start = Stopwatch.GetTimestamp();
            stage.Offer(i);
            times[i] = (Stopwatch.GetTimestamp() - start) * TickNanoseconds;
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / times.Length;
        await others;
        await stage.SettleAsync();
        Array.Sort(times);
        return new Cost(times[times.Length / 2], times[times.Length * 99 / 100], times[^1], bytes);
    }

    /// <summary>Every chunk of the queue is made once.</summary>
    private static async Task FillAsync(Stage stage)
    {
        for (var i = 0; i < 400_000; i++)
        {
            stage.Offer(i);
        }

        await stage.SettleAsync();
    }

    private static long Offer(Stage stage, TimeSpan length, double rate)
    {
        var watch = Stopwatch.StartNew();
        long offered = 0;
        var seed = 0;
        while (watch.Elapsed < length)
        {
            if (rate > 0 && offered > rate * watch.Elapsed.TotalSeconds)
            {
                Thread.Sleep(1);
                continue;
            }

            for (var i = 0; i < Step; i++)
            {
                if (stage.Offer(seed++) == EventFate.Unset)
                {
                    throw new InvalidOperationException("an offer without a fate");
                }
            }

            offered += Step;
        }

        return offered;
    }
}

/// <param name="Offered">A second.</param>
/// <param name="Received">A second, while offers were made.</param>
/// <param name="Kept">Share of offers that became events.</param>
/// <param name="Dropped">Share that nothing stands for.</param>
/// <param name="AddsUp">Whether weights, dropped and pending are what was offered.</param>
internal readonly record struct Flow(
    double Offered, double Received, double Kept, double Dropped, bool AddsUp);

/// <param name="P50">Nanoseconds of an offer.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Max">Likewise.</param>
/// <param name="Bytes">Managed bytes of an offer.</param>
internal readonly record struct Cost(double P50, double P99, double Max, double Bytes);
