using System.Diagnostics;
using Weir.Events.Queue;
using Weir.Events.Schema;
using Weir.Keeper.Store;

namespace Weir.Bench.Events;

/// <summary>The event store itself, and the way from a queue into it.</summary>
internal sealed class StoredMeasure(Options options)
{
    private const int Batches = 64;
    private const int Step = 50;
    private readonly Traffic _traffic = new(options.Features);

    /// <summary>One thread, in this process, batches that are made before: what the store can take.</summary>
    public async Task<StoreCost> AloneAsync()
    {
        var folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        try
        {
            await using var store = DuckDbStore.Open(folder, TimeProvider.System).Match(
                static store => store, static fault => throw new InvalidOperationException(fault.Detail));
            var batches = Made();
            var next = 0;
            Append(store, batches, ref next, TimeSpan.FromSeconds(1), out _);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var stored = Append(
                store, batches, ref next, TimeSpan.FromSeconds(options.StoreSeconds), out var longest);
            var seconds = watch.Elapsed.TotalSeconds;
            var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
            return new StoreCost(
                stored / seconds, spent.TotalMicroseconds / stored, longest.TotalMilliseconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Offers at the rate of the goal, to a queue whose events a keeper stores.</summary>
    public async Task<StoredFlow> PacedAsync()
    {
        await using var stage = await StoredStage.StartAsync(_traffic.Columns);

        // Tables are made, and the keeper's code is compiled, before anything is measured.
        var seed = Offer(stage.Queue, TimeSpan.FromSeconds(2), 0);
        await stage.SettleAsync();
        var before = stage.Queue.Tally();
        var (spent, watch) = (stage.KeeperTime, Stopwatch.StartNew());
        await Task.Factory.StartNew(
            () => Offer(stage.Queue, TimeSpan.FromSeconds(options.StoreSeconds), seed),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var seconds = watch.Elapsed.TotalSeconds;
        var at = stage.Queue.Tally();
        await stage.SettleAsync();
        var after = stage.Queue.Tally();
        var memory = stage.KeeperMemory;
        double offered = after.Offered - before.Offered;
        double kept = after.Kept - before.Kept;
        return new StoredFlow(
            offered / seconds, (at.Stored - before.Stored) / seconds, kept / offered,
            (after.Dropped - before.Dropped) / offered,
            (stage.KeeperTime - spent).TotalMicroseconds / (after.Stored - before.Stored), memory / 1e6,
            after.Kept == after.Stored && after.Uncertain == 0);
    }

    private EventBatch[] Made()
    {
        var queue = new EventQueue(TimeProvider.System);
        queue.Describe(_traffic.Columns);
        var pack = new EventPack();
        var seed = 0;
        return [.. Enumerable.Range(1, Batches).Select(sequence =>
        {
            while (queue.Count < 8_192)
            {
                _traffic.Offer(queue, seed++);
            }

            queue.TryTake(pack, all: false);
            return new EventBatch(sequence, pack.Columns, pack.Count, pack.Bytes.ToArray());
        })];
    }

    private static long Append(
        DuckDbStore store, EventBatch[] batches, ref int next, TimeSpan length, out TimeSpan longest)
    {
        var watch = Stopwatch.StartNew();
        long stored = 0;
        longest = default;
        while (watch.Elapsed < length)
        {
            var begun = watch.Elapsed;
            stored += store.Append(batches[next++ % batches.Length]).Match(
                static count => count, static fault => throw new InvalidOperationException(fault.Detail));
            longest = watch.Elapsed - begun is var took && took > longest ? took : longest;
        }

        return stored;
    }

    private int Offer(EventQueue queue, TimeSpan length, int seed)
    {
        var watch = Stopwatch.StartNew();
        var first = seed;
        while (watch.Elapsed < length)
        {
            if (seed - first > options.Rate * watch.Elapsed.TotalSeconds)
            {
                Thread.Sleep(1);
                continue;
            }

            for (var i = 0; i < Step; i++)
            {
                _traffic.Offer(queue, seed++);
            }
        }

        return seed;
    }
}

/// <param name="Stored">Events a second.</param>
/// <param name="Cpu">Microseconds of an event.</param>
/// <param name="Longest">Milliseconds of the longest append of a batch.</param>
internal readonly record struct StoreCost(double Stored, double Cpu, double Longest);

/// <param name="Offered">A second.</param>
/// <param name="Stored">A second, while offers were made.</param>
/// <param name="Kept">Share of offers that became events.</param>
/// <param name="Dropped">Share that nothing stands for.</param>
/// <param name="Cpu">Microseconds of the keeper for an event.</param>
/// <param name="Memory">Resident megabytes of the keeper at the end.</param>
/// <param name="AddsUp">Whether every event that was kept is stored.</param>
internal readonly record struct StoredFlow(
    double Offered, double Stored, double Kept, double Dropped, double Cpu, double Memory, bool AddsUp);
