using Weir.Decisions;
using Weir.Keeper.Store;
using Weir.Keeper.Tests.Support;

namespace Weir.Keeper.Tests.Store;

/// <summary>The log goes into the file while batches go on; a day in two parts is one to readers.</summary>
public sealed class CheckpointsTests
{
    private const int Batches = 30;
    private const int Each = 400;

    [Fact]
    public async Task BatchesGoOn_InTheOtherPart_AndNoneIsLost()
    {
        await using var scratch = new ScratchStore();
        scratch.Store.Checkpoints.LogBytes = 1;
        Fill(scratch);

        Assert.True(scratch.Store.Checkpoints.Started > 1);
        Assert.Equal([$"{Batches * Each}"], scratch.Rows("SELECT count(*) FROM http_requests"));
        Assert.Equal([$"{Batches * Each}"], scratch.Rows("SELECT count(*) FROM http_requests_features"));
        Assert.NotEqual(["0"], scratch.Rows("SELECT count(*) FROM requests_20260102"));
        Assert.NotEqual(["0"], scratch.Rows("SELECT count(*) FROM requests_20260102b"));

        await scratch.ReopenAsync();
        Assert.Equal([$"{Batches * Each}"], scratch.Rows("SELECT count(*) FROM http_requests"));
    }

    [Fact]
    public async Task ANewDay_AndANewSet_ComeWhileACheckpointRuns()
    {
        await using var scratch = new ScratchStore();
        scratch.Store.Checkpoints.LogBytes = 1;
        var other = ScratchStore.Columns(2, "a_one", "d4");
        for (var i = 0; i < Batches; i++)
        {
            scratch.Append(new Told(scratch.Now.AddDays(-i)));
            scratch.AppendAs(other, new Told(scratch.Now.AddDays(i)) { Features = [1, 2] });
        }

        Assert.Equal([$"{2 * Batches}"], scratch.Rows("SELECT count(*) FROM http_requests"));
        Assert.Equal([$"{Batches}"], scratch.Rows("SELECT count(*) FROM http_requests_features"));
    }

    [Fact]
    public async Task Upkeep_TakesTheTwoPartsOfADayAsOne()
    {
        await using var scratch = new ScratchStore();
        scratch.Store.Checkpoints.LogBytes = 1;
        Fill(scratch);
        var later = scratch.Now.AddMinutes(70);

        ScratchStore.Good(scratch.Store.Maintain(later));
        ScratchStore.Good(scratch.Store.Maintain(later));

        Assert.Equal([$"{Batches * Each}"], scratch.Rows("SELECT sum(events) FROM aggregates"));
        var folder = Path.Combine(scratch.Folder, "events", "parquet", "20260102");
        var set = StoreNames.Set(ScratchStore.Three);
        foreach (var file in new[] { "03.parquet", $"03.features-{set}.parquet" })
        {
            Assert.Equal(
                [$"{Batches * Each}"], scratch.Rows($"SELECT count(*) FROM read_parquet('{folder}/{file}')"));
        }

        var old = ScratchStore.Good(scratch.Store.Maintain(later + Limits.StoreAddresses));
        Assert.Equal(Batches * Each, old.Events);
        Assert.Equal(["0"], scratch.Rows("SELECT count(address) FROM http_requests"));
        var over = later + Limits.StoreFeatures + TimeSpan.FromDays(1);
        var gone = ScratchStore.Good(scratch.Store.Maintain(over));
        Assert.Equal(0, gone.Events);
        Assert.Null(gone.Oldest);
        Assert.Equal(["0"], scratch.Rows("SELECT count(*) FROM http_requests_features"));
        Assert.Equal([$"{Batches * Each}"], scratch.Rows("SELECT sum(events) FROM aggregates"));
    }

    [Fact]
    public async Task AnEngineThatMakesNoReader_LeavesTheLog_AndBatchesGoOn()
    {
        await using var scratch = new ScratchStore();
        scratch.Store.Checkpoints.LogBytes = 1;
        ScratchStore.Good(scratch.Store.Engine.Run("DROP TABLE weir_store"));
        Fill(scratch);
        Assert.Equal(0, scratch.Store.Checkpoints.Started);
        Assert.Equal([$"{Batches * Each}"], scratch.Rows("SELECT count(*) FROM http_requests"));
    }

    [Theory]
    [InlineData("requests_20260102", "requests_20260102")]
    [InlineData("requests_20260102b", "requests_20260102")]
    [InlineData("features_20260102_b0b0b0b0", "features_20260102_b0b0b0b0")]
    [InlineData("features_20260102b_b0b0b0b0", "features_20260102_b0b0b0b0")]
    public void PartsOfADay_HaveOneName(string table, string name) =>
        Assert.Equal(name, StoreNames.Whole(table));

    private static void Fill(ScratchStore scratch)
    {
        for (var i = 0; i < Batches; i++)
        {
            scratch.Append(Enumerable.Range(0, Each).Select(n => new Told(scratch.Now.AddMilliseconds(n))));
        }
    }
}
