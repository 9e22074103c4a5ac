using CsCheck;
using Weir.Decisions;
using Weir.Events.Queue;
using Weir.Events.Tests.Support;

namespace Weir.Events.Tests.Queue;

public sealed class EventQueueTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void BelowHalf_EveryEventIsKept_WithWeightOne()
    {
        var queue = new EventQueue(_time);
        Offer(queue, 30_000);
        var read = Drain(queue);
        Assert.Equal(30_000, read.Count);
        Assert.All(read, static one => Assert.Equal(1, one.Weight));
        Assert.Equal((0, 0), (queue.Dropped, queue.Pending));
    }

    [Fact]
    public void Weights_DropsAndPending_AddUpToWhatWasOffered() =>
        Gen.Int[1, 40_000].Array[1, 6].Select(Gen.Bool.Array[6]).Sample(static (bursts, drains) =>
        {
            var queue = new EventQueue(new ManualTimeProvider());
            double weights = 0;
            long offered = 0;
            for (var i = 0; i < bursts.Length; i++)
            {
                Offer(queue, bursts[i]);
                offered += bursts[i];
                weights += drains[i] ? Drain(queue).Sum(static one => (double)one.Weight) : 0;
            }

            weights += Drain(queue).Sum(static one => (double)one.Weight);
            return weights + queue.Dropped + queue.Pending == offered
                && queue.Pending < EventStripe.Count * Limits.EventSampling;
        }, iter: 20, threads: 1);

    [Fact]
    public void LongSilence_IsSampled_AndStaysWithinBounds()
    {
        var queue = new EventQueue(_time);
        const int offered = 500_000;
        Offer(queue, offered);
        Assert.InRange(queue.Count, Limits.EventQueue / 2, Limits.EventQueue);
        var read = Drain(queue);
        Assert.True(read.Sum(static one => (long)one.Bytes) <= Limits.EventQueueBytes);
        Assert.Equal(offered, read.Sum(static one => (double)one.Weight) + queue.Dropped + queue.Pending);
        Assert.True(read.Max(static one => one.Weight) <= Limits.EventSampling);

        // As long as there is room at all, each part of the silence has witnesses in proportion.
        for (var part = 0; part < 30; part++)
        {
            var stood = read.Where(one => one.Score == part).Sum(static one => (double)one.Weight);
            Assert.InRange(stood, 9_000, 11_000);
        }
    }

    [Fact]
    public void Drained_KeepsEveryEventAgain()
    {
        var queue = new EventQueue(_time);
        Offer(queue, 200_000);
        Drain(queue);
        Offer(queue, EventStripe.Count);
        Drain(queue);
        Offer(queue, 1_000);
        Assert.All(Drain(queue), static one => Assert.Equal(1, one.Weight));
    }

    [Fact]
    public void Offer_AllocatesNothing_OnceWarm()
    {
        var queue = new EventQueue(_time);
        queue.Describe(Told.Columns(1, 64));
        var told = new Told { Set = 1, Features = new float[64], Address = System.Net.IPAddress.Loopback };
        var pack = new EventPack();
        for (var round = 0; round < 3; round++)
        {
            OfferMany(queue, told, 100_000);
            while (queue.TryTake(pack, all: true))
            {
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        OfferMany(queue, told, 100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task ManyThreads_LoseNothingUncounted()
    {
        var queue = new EventQueue(_time);
        const int threads = 4;
        const int each = 50_000;
        var stop = 0;
        double weights = 0;
        var drain = Task.Factory.StartNew(
            () =>
            {
                while (Volatile.Read(ref stop) == 0)
                {
                    weights += Drain(queue).Sum(static one => (double)one.Weight);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() => Offer(queue, each))));
        Volatile.Write(ref stop, 1);
        await drain;
        weights += Drain(queue).Sum(static one => (double)one.Weight);
        Assert.Equal(threads * each, weights + queue.Dropped + queue.Pending);
    }

    [Fact]
    public void Describe_SwitchesColumns_AndBatchesAreOfOneSet()
    {
        var queue = new EventQueue(_time);
        queue.Describe(Told.Columns(1, 2));
        OfferMany(queue, new Told { Set = 1, Features = [1, 2] }, 100);
        queue.Describe(Told.Columns(2, 3));
        OfferMany(queue, new Told { Set = 2, Features = [1, 2, 3] }, 100);
        OfferMany(queue, new Told { Set = 1, Features = [1, 2] }, 10);
        var counts = new Dictionary<int, int>();
        var pack = new EventPack();
        while (queue.TryTake(pack, all: true))
        {
            foreach (var one in Told.Read(pack.Bytes.Span, out _))
            {
                Assert.True(one.Features.Length == pack.Columns.Features.Length || one.Set == 1);
                counts[pack.Columns.Id * 10 + one.Features.Length] =
                    counts.GetValueOrDefault(pack.Columns.Id * 10 + one.Features.Length) + 1;
            }
        }

        // Set 1 with two, set 2 with three, and late ones of set 1 among those of set 2 without any.
        Assert.Equal((100, 100, 10), (counts[12], counts[23], counts[20]));
    }

    [Fact]
    public void NotAll_GivesFullChunksOnly()
    {
        var queue = new EventQueue(_time);
        Offer(queue, 100);
        Assert.False(queue.TryTake(new EventPack(), all: false));
        Offer(queue, 30_000);
        Assert.True(queue.TryTake(new EventPack(), all: false));
    }

    [Fact]
    public void ManyMinutes_AreCountedEach_WhateverTheBatches()
    {
        var queue = new EventQueue(_time);
        var first = EventQueue.MinuteOf(Told.Noon);
        for (var i = 0; i < 1_000; i++)
        {
            OfferMany(queue, new Told { At = Told.Noon.AddMinutes(i % 100) }, 1);
        }

        var pack = new EventPack();
        while (queue.TryTake(pack, all: true))
        {
            Assert.True(queue.Answered(queue.Sending(pack), stored: true));
        }

        for (var minute = 0; minute < 100; minute++)
        {
            var tally = queue.Tally(first + minute);
            Assert.Equal((10, 10, 10, 10), (tally.Offered, tally.Kept, tally.Sent, tally.Stored));
        }
    }

    private static void Offer(EventQueue queue, int count)
    {
        for (var i = 0; i < count; i++)
        {
            // The score tells which part of a silence the event is of, ten thousand each.
            var told = new Told { Score = i / 10_000 % 100 }.Event;
            queue.Offer(in told);
        }
    }

    private static void OfferMany(EventQueue queue, Told told, int count)
    {
        var one = told.Event;
        for (var i = 0; i < count; i++)
        {
            queue.Offer(in one);
        }
    }

    private static List<Kept> Drain(EventQueue queue)
    {
        var kept = new List<Kept>();
        var pack = new EventPack();
        while (queue.TryTake(pack, all: true))
        {
            var reader = new Weir.Events.Schema.EventReader(pack.Bytes.Span);
            while (reader.TryNext(out var next))
            {
                kept.Add(new Kept(next.Weight, next.Score, pack.Bytes.Length / pack.Count));
            }

            Assert.False(reader.Malformed);
        }

        return kept;
    }

    private readonly record struct Kept(float Weight, int Score, int Bytes);
}
