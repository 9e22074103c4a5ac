using Weir.Decisions;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed class RequestRingTests
{
    [Fact]
    public void Newest_GivesTheLastRequests_NewestFirst()
    {
        var ring = new RequestRing(4);
        for (ulong i = 1; i <= 6; i++)
        {
            ring.Add(Requests.Record(i));
        }

        Assert.Equal([Requests.Id(6), Requests.Id(5), Requests.Id(4), Requests.Id(3)],
            ring.Newest(10).Select(record => record.Id));
        Assert.Equal([Requests.Id(6), Requests.Id(5)], ring.Newest(2).Select(record => record.Id));
    }

    [Fact]
    public void Newest_CountsOnlyWhatPassesTheFilter()
    {
        var ring = new RequestRing();
        for (ulong i = 1; i <= 10; i++)
        {
            ring.Add(Requests.Record(i, site: i % 2 == 0 ? "even" : "odd"));
        }

        Assert.Equal([Requests.Id(10), Requests.Id(8)],
            ring.Newest(2, record => record.Site == "even").Select(record => record.Id));
    }

    [Fact]
    public void Find_KnowsRememberedIdsOnly()
    {
        var ring = new RequestRing(2);
        for (ulong i = 1; i <= 3; i++)
        {
            ring.Add(Requests.Record(i));
        }

        Assert.Null(ring.Find(Requests.Id(1)));
        Assert.Equal(Requests.Id(2), ring.Find(Requests.Id(2))?.Id);
        Assert.Null(ring.Find(Requests.Id(99)));
    }

    [Fact]
    public void Empty_HasNothing()
    {
        var ring = new RequestRing();
        Assert.Empty(ring.Newest(10));
        Assert.Null(ring.Find(default));
        Assert.Equal(RingRead.Pending, ring.Read(0, out _));
        Assert.Equal(RingRead.Pending, ring.Read(-1, out _));
    }

    [Fact]
    public async Task Add_AllocatesNothing()
    {
        var ring = new RequestRing(16);
        var record = Requests.Record();
        ring.Add(in record);
        var allocated = await Task.Run(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                ring.Add(in record);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(0, allocated);
    }

    /// <summary>A tiny ring is overrun all the time; every record's fields follow from one number.</summary>
    [Fact]
    public async Task ConcurrentWriters_NeverShowATornRecord()
    {
        const int PerWriter = 60_000;
        var ring = new RequestRing(3);
        var writing = 4;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < PerWriter; i++)
            {
                ring.Add(Made((ulong)((i * 4) + writer)));
            }

            Interlocked.Decrement(ref writing);
        }));
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            long seen = 0;
            while (Volatile.Read(ref writing) > 0)
            {
                foreach (var record in ring.Newest(3))
                {
                    Assert.Equal(Made(record.Id.Low), record);
                    seen++;
                }
            }

            return seen;
        })).ToArray();
        await Task.WhenAll(writers);
        var seen = await Task.WhenAll(readers);
        Assert.Equal(4 * PerWriter, ring.Next);
        Assert.True(seen.Sum() > 0);
    }

    private static RequestRecord Made(ulong number)
    {
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Requests.Record() with
        {
            Id = new RequestId(number, number),
            Site = text,
            Path = text,
            Status = (int)number,
            Duration = TimeSpan.FromTicks((long)number),
            HeaderOrder = text,
        };
    }
}
