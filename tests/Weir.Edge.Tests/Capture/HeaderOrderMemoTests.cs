using Weir.Edge.Capture;
using Xunit;

namespace Weir.Edge.Tests.Capture;

public sealed class HeaderOrderMemoTests
{
    [Fact]
    public void FourOrders_AreKept_AndTheFifthTakesThePlaceOfTheFirst()
    {
        var memo = new HeaderOrderMemo();
        for (ulong hash = 1; hash <= 4; hash++)
        {
            memo.Put(hash, $"order {hash}");
        }

        Assert.Equal(["order 1", "order 2", "order 3", "order 4"], Texts());
        memo.Put(5, "order 5");
        Assert.Equal([null, "order 2", "order 3", "order 4", "order 5"], Texts(5));

        IEnumerable<string?> Texts(int most = 4) => Enumerable.Range(1, most).Select(
            hash => memo.TryGet((ulong)hash, out var text) ? text : null).ToArray();
    }

    [Fact]
    public void NothingKept_IsNothing_AlsoForTheHashOfNothing()
    {
        Assert.False(new HeaderOrderMemo().TryGet(0, out var text));
        Assert.Null(text);
    }

    [Fact]
    public void AHit_AllocatesNothing()
    {
        var memo = new HeaderOrderMemo();
        memo.Put(1, "a");
        memo.Put(2, "b");
        memo.TryGet(1, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var hits = 0;
        for (var i = 0; i < 100; i++)
        {
            hits += memo.TryGet((ulong)(1 + (i % 2)), out _) ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100, hits);
    }
}
