using System.Net;
using Weir.Events.Storage;
using Weir.Keeper.Store;
using Weir.Keeper.Tests.Support;

namespace Weir.Keeper.Tests.Store;

public sealed class UpkeepTests
{
    [Fact]
    public async Task Drops_EventsAfterSevenDays_FeaturesAfterThirty_AndKeepsTheCounts()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        scratch.Append([.. new[] { 0, 6, 8, 29, 31 }.Select(d => new Told(now.AddDays(-d)) { Weight = 2 })]);

        var report = ScratchStore.Good(scratch.Store.Maintain(now));

        Assert.Equal(2, report.Events);
        Assert.Equal(new DateOnly(2025, 12, 27), report.Oldest);
        Assert.Equal(["4"], scratch.Rows("SELECT count(*) FROM http_requests_features"));
        Assert.Equal(
            ["5|10|5"], scratch.Rows("SELECT count(*), sum(requests), sum(events) FROM aggregates"));
        Assert.Equal(
            ["shop|likely_human|forward"],
            scratch.Rows("SELECT DISTINCT site, class, verdict FROM aggregates"));
    }

    [Fact]
    public async Task Counts_ADayAnew_ButNeverDown()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now), new Told(scratch.Now));
        ScratchStore.Good(scratch.Store.Maintain(scratch.Now));
        scratch.Append(new Told(scratch.Now));
        ScratchStore.Good(scratch.Store.Maintain(scratch.Now));
        Assert.Equal(["3"], scratch.Rows("SELECT sum(events) FROM aggregates"));

        ScratchStore.Good(scratch.Store.Engine.Run("DELETE FROM requests_20260102"));
        ScratchStore.Good(scratch.Store.Maintain(scratch.Now));
        Assert.Equal(["3"], scratch.Rows("SELECT sum(events) FROM aggregates"));
    }

    [Fact]
    public async Task KeepsAddressesWholeForADay_ThenTheirHashAndNetwork()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        scratch.Append(
            new Told(now.AddHours(-25)) { Address = "198.51.100.9" },
            new Told(now.AddHours(-23)) { Address = "2001:db8:1:2::3" },
            new Told(now.AddHours(-25)) { Address = "198.51.100.9" });

        ScratchStore.Good(scratch.Store.Maintain(now));

        Assert.Equal(
            ["-|198.51.100.0/24", "-|198.51.100.0/24", "2001:db8:1:2::3|2001:db8:1::/48"],
            scratch.Rows("SELECT address, network FROM http_requests ORDER BY \"at\""));
        Assert.Equal(["2"], scratch.Rows("SELECT count(DISTINCT address_hash) FROM http_requests"));
    }

    [Fact]
    public async Task Forgets_TheKeysOfDaysThatAreOver()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        scratch.Append(new Told(now.AddDays(-2)), new Told(now.AddDays(-1)), new Told(now));
        Assert.Equal(["3"], scratch.Rows("SELECT count(DISTINCT key) FROM address_keys"));

        ScratchStore.Good(scratch.Store.Maintain(now));

        Assert.Equal(["2"], scratch.Rows("SELECT count(*) FROM address_keys"));
        Assert.Equal(["3"], scratch.Rows("SELECT count(DISTINCT address_hash) FROM http_requests"));
    }

    [Fact]
    public void Hashes_AreEqualWithinAKey_AndUnlikeUnderAnother()
    {
        var address = IPAddress.Parse("192.0.2.7");
        var key = new byte[AddressHashes.KeyBytes];
        var hash = new AddressHashes(key).Of(address).Hash;
        Assert.Equal(hash, new AddressHashes(key).Of(address.MapToIPv6()).Hash);
        key[0] = 1;
        Assert.NotEqual(hash, new AddressHashes(key).Of(address).Hash);
    }

    [Fact]
    public async Task Writes_WholeHoursAsParquet_WithoutWholeAddresses()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        scratch.Append(new Told(now.AddHours(-1)), new Told(now.AddHours(-1)), new Told(now));

        ScratchStore.Good(scratch.Store.Maintain(now.AddMinutes(1)));

        var folder = Path.Combine(scratch.Folder, "events", "parquet", "20260102");
        var set = StoreNames.Set(ScratchStore.Three);
        Assert.Equal(
            [$"02.features-{set}.parquet", "02.parquet"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["2"], scratch.Rows($"SELECT count(*) FROM read_parquet('{folder}/02.parquet')"));
        Assert.DoesNotContain("address", scratch.Rows(
            $"SELECT column_name FROM (DESCRIBE FROM read_parquet('{folder}/02.parquet'))"));
        Assert.Equal(["ZSTD"], scratch.Rows(
            $"SELECT DISTINCT compression FROM parquet_metadata('{folder}/02.parquet')"));
    }

    [Fact]
    public async Task AParquetFileThatCannotBeWritten_IsNotThere_AndComesLater()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now.AddMinutes(1);
        scratch.Append(new Told(now.AddHours(-1)));
        var folder = Path.Combine(scratch.Folder, "events", "parquet", "20260102");
        Directory.CreateDirectory(Path.Combine(folder, ".new-02.parquet"));

        ScratchStore.Bad(scratch.Store.Maintain(now));
        Assert.False(File.Exists(Path.Combine(folder, "02.parquet")));

        Directory.Delete(Path.Combine(folder, ".new-02.parquet"));
        File.WriteAllText(Path.Combine(folder, ".new-02.parquet"), "torn");
        ScratchStore.Good(scratch.Store.Maintain(now));
        Assert.True(File.Exists(Path.Combine(folder, "02.parquet")));
        Assert.False(File.Exists(Path.Combine(folder, ".new-02.parquet")));
    }

    [Fact]
    public async Task Parquet_IsPrunedWithItsDay()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now.AddMinutes(1);
        scratch.Append(new Told(now.AddHours(-1)));
        ScratchStore.Good(scratch.Store.Maintain(now));
        var folder = Path.Combine(scratch.Folder, "events", "parquet", "20260102");

        ScratchStore.Good(scratch.Store.Maintain(now.AddDays(8)));
        Assert.False(File.Exists(Path.Combine(folder, "02.parquet")));
        Assert.Single(Directory.GetFiles(folder));

        ScratchStore.Good(scratch.Store.Maintain(now.AddDays(31)));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Drops_TheOldestDayFirst_WhereTheStoreIsTooLarge()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        foreach (var day in new[] { 2, 1, 0 })
        {
            scratch.Append([.. Enumerable.Range(0, 20_000).Select(i =>
                new Told(now.AddDays(-day))
                {
                    Address = $"10.{day}.{i % 250}.{i / 250}",
                    Features = [i, i * 0.37f, -i],
                })]);
        }

        var all = ScratchStore.Good(scratch.Store.Maintain(now));
        Assert.Equal(60_000, all.Events);
        scratch.Store.Upkeep.Limit = all.Bytes - 1;
        var less = ScratchStore.Good(scratch.Store.Maintain(now));

        Assert.Equal(new DateOnly(2026, 1, 1), less.Oldest);
        Assert.True(less.Bytes < all.Bytes);
        Assert.Equal(["60000"], scratch.Rows("SELECT sum(events) FROM aggregates"));
    }

    [Fact]
    public async Task ADayThatAloneIsTooLarge_KeepsItsLastMinutes_AndThenTakesNothing()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        scratch.Append(
            new Told(now.AddHours(-2.5)), new Told(now.AddHours(-1)), new Told(now.AddMinutes(-4)));
        scratch.Store.Upkeep.Limit = 1;

        var report = ScratchStore.Good(scratch.Store.Maintain(now));

        Assert.Equal(1, report.Events);
        var batch = ScratchStore.Batch(2, ScratchStore.Three, new Told(now));
        Assert.Equal(Events.Storage.StoreFaultKind.Full, ScratchStore.Bad(scratch.Store.Append(batch)).Kind);
    }

    /// <summary>A clock that was ahead: nothing may be kept longer because of it.</summary>
    [Fact]
    public async Task Drops_DaysThatHaveNotCome_AndHidesTheAddressesOfMomentsThatHaveNot()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        scratch.Append(new Told(now.AddDays(40)), new Told(now.AddHours(25)), new Told(now));

        ScratchStore.Good(scratch.Store.Maintain(now));

        Assert.Equal(
            ["192.0.2.7", "-"], scratch.Rows("SELECT address FROM http_requests ORDER BY \"at\""));
    }

    [Fact]
    public async Task Drops_DatabasesThatWereMovedAside_AfterADay()
    {
        await using var scratch = new ScratchStore();
        var folder = scratch.Store.Engine.Folder;
        string[] names = ["events.duckdb.bad-20260101000000", "events.duckdb.bad-20260101000000.wal"];
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(folder, name), "x");
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), scratch.Now.UtcDateTime.AddHours(-25));
        }

        var recent = Path.Combine(folder, "events.duckdb.bad-20260102000000");
        File.WriteAllText(recent, "x");
        File.SetLastWriteTimeUtc(recent, scratch.Now.UtcDateTime.AddHours(-23));

        ScratchStore.Good(scratch.Store.Maintain(scratch.Now));

        Assert.All(names, name => Assert.False(File.Exists(Path.Combine(folder, name))));
        Assert.True(File.Exists(recent));
    }

    [Fact]
    public async Task StoreThatGrowsPastItsLimit_SaysSoBeforeItsHour()
    {
        await using var scratch = new ScratchStore();
        scratch.Store.Upkeep.Limit = 1_000;
        Assert.False(scratch.Store.IsCrowded);
        scratch.Append(new Told(scratch.Now), new Told(scratch.Now));
        Assert.True(scratch.Store.IsCrowded);
    }

    [Theory]
    [InlineData("/srv/corrupt/events/events.duckdb: IO Error: no such thing", false)]
    [InlineData("/srv/corrupt/events/events.duckdb: IO Error: checksum does not match", true)]
    public void WhatIsCorrupt_IsToldByTheEngine_AndNotByTheFoldersName(string detail, bool corrupt) =>
        Assert.Equal(corrupt, StoreFaults.Corrupt(
            new StoreFault(StoreFaultKind.Failed, detail), "/srv/corrupt/events"));
}
