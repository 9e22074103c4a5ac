using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Watching;

public sealed class RingCursorTests
{
    private readonly RequestRecord[] _into = new RequestRecord[8];

    [Fact]
    public void Follower_SeesOnlyWhatComesAfterIt_InOrder()
    {
        var ring = new RequestRing();
        ring.Add(Requests.Record(1));
        var cursor = new RingCursor(ring);
        ring.Add(Requests.Record(2));
        ring.Add(Requests.Record(3));

        Assert.Equal(2, cursor.Read(_into, out var lost));
        Assert.Equal([Requests.Id(2), Requests.Id(3)], _into[..2].Select(record => record.Id));
        Assert.Equal(0, lost);
        Assert.Equal(0, cursor.Read(_into, out _));
    }

    [Fact]
    public void SlowFollower_IsToldHowManyItMissed()
    {
        var ring = new RequestRing(16);
        var cursor = new RingCursor(ring);
        for (ulong i = 0; i < 100; i++)
        {
            ring.Add(Requests.Record(i));
        }

        var read = cursor.Read(_into, out var lost);
        Assert.Equal(8, read);
        Assert.Equal(100, read + lost);
    }

    [Fact]
    public void MoreThanFits_IsSampledEvenly()
    {
        var ring = new RequestRing();
        var cursor = new RingCursor(ring);
        for (ulong i = 0; i < 80; i++)
        {
            ring.Add(Requests.Record(i));
        }

        Assert.Equal(8, cursor.Read(_into, out var lost));
        Assert.Equal(72, lost);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => Requests.Id((ulong)i * 10)), _into.Select(r => r.Id));
    }
}
