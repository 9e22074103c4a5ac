using Weir.Events.Schema;
using Weir.Events.Storage;
using Weir.Keeper.Store;
using Weir.Keeper.Tests.Support;

namespace Weir.Keeper.Tests.Store;

public sealed class DuckDbStoreTests
{
    [Fact]
    public async Task Stores_WhatAnEventSays_AndItsFeatures()
    {
        await using var scratch = new ScratchStore();
        var at = scratch.Now;
        Assert.Equal(2, scratch.Append(
            new Told(at)
            {
                Http = HttpKind.Http2, Browser = true, Weight = 3, Features = [1.5f, float.NaN, -2],
            },
            new Told(at.AddSeconds(1)) { Score = 0, Heuristic = "curl", Features = [] }));

        Assert.Equal(
            [
                "shop|GET|/a|2|200|40|forward|model|-|True|192.0.2.7|192.0.2.0/24|3",
                "shop|GET|/a|1.1|200|-|forward|model|curl|False|192.0.2.7|192.0.2.0/24|1",
            ],
            scratch.Rows(
                "SELECT site, method, path, http, status, score, verdict, source, heuristic, browser, "
                + "address, "
                + "network, weight FROM http_requests ORDER BY \"at\""));
        Assert.Equal(
            ["1.5|-|-2"], scratch.Rows("SELECT \"b.two\", a_one, c3 FROM http_requests_features"));
    }

    [Fact]
    public async Task Keeps_NothingOfABatch_ThatEndsInBytesThatAreNoEvent()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now));
        var whole = ScratchStore.Batch(
            9, ScratchStore.Three, Enumerable.Range(0, 5_000).Select(_ => new Told(scratch.Now.AddDays(1))));
        var cut = whole with { Bytes = whole.Bytes[..^3] };

        Assert.Equal(StoreFaultKind.Malformed, ScratchStore.Bad(scratch.Store.Append(cut)).Kind);

        Assert.Equal(["1"], scratch.Rows("SELECT count(*) FROM http_requests"));
        Assert.Equal(5_000, ScratchStore.Good(scratch.Store.Append(whole)));
        Assert.Equal(["5001"], scratch.Rows("SELECT count(*) FROM http_requests"));
    }

    [Fact]
    public async Task Refuses_FeaturesOfAnotherNumberThanTheirSet()
    {
        await using var scratch = new ScratchStore();
        var batch = ScratchStore.Batch(1, ScratchStore.Three, new Told(scratch.Now) { Features = [1, 2] });
        Assert.Equal(StoreFaultKind.Malformed, ScratchStore.Bad(scratch.Store.Append(batch)).Kind);
    }

    [Fact]
    public async Task Keeps_ItsCaps_AndLetsNoStatementLiftThem()
    {
        await using var scratch = new ScratchStore();
        var folder = scratch.Store.Engine.Folder;
        Assert.Equal(
            [
                "allowed_directories|[" + $"{folder}/, {folder}/temporary/]",
                "autoinstall_known_extensions|false",
                "autoload_known_extensions|false",
                "enable_external_access|false",
                "max_temp_directory_size|512.0 MiB",
                "memory_limit|256.0 MiB",
                "temp_directory|" + $"{folder}/temporary",
                "threads|1",
            ],
            scratch.Rows(
                "SELECT name, value FROM duckdb_settings() WHERE name IN ('memory_limit', 'threads', "
                + "'max_temp_directory_size', 'temp_directory', 'autoinstall_known_extensions', "
                + "'autoload_known_extensions', 'enable_external_access', 'allowed_directories') "
                + "ORDER BY name"));

        ScratchStore.Bad(scratch.Store.Engine.Run("SET threads = 4"));
        ScratchStore.Bad(scratch.Store.Engine.Run(
            $"COPY (SELECT 1) TO '{scratch.Folder}/outside.parquet' (FORMAT parquet)"));
    }

    [Fact]
    public async Task ViewOfFeatures_HasExactlyTheColumnsOfTheActiveSet()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now.AddDays(-1)), new Told(scratch.Now));
        var other = ScratchStore.Columns(2, "a_one", "d4");

        ScratchStore.Good(scratch.Store.Describe(other));
        scratch.AppendAs(other, new Told(scratch.Now) { Features = [8, 9] });

        Assert.Equal(["@at", "@id", "@ja4", "@weight", "a_one", "d4"], Columns(scratch));
        Assert.Equal(["8|9"], scratch.Rows("SELECT a_one, d4 FROM http_requests_features"));

        ScratchStore.Good(scratch.Store.Describe(ScratchStore.Three with { Id = 3 }));
        Assert.Equal(["@at", "@id", "@ja4", "@weight", "a_one", "b.two", "c3"], Columns(scratch));
        Assert.Equal(["2"], scratch.Rows("SELECT count(*) FROM http_requests_features"));
    }

    [Fact]
    public async Task Reopened_GoesOnInTheSameTables()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now));
        await scratch.ReopenAsync();
        scratch.Append(new Told(scratch.Now));

        Assert.Equal(["2"], scratch.Rows("SELECT count(*) FROM http_requests_features"));
        Assert.Equal(["1"], scratch.Rows("SELECT count(DISTINCT address_hash) FROM http_requests"));
    }

    [Fact]
    public async Task Measures_WhatIsThere_AfterEachBatch_AfterOpening_AndAfterTheUpkeep()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now), new Told(scratch.Now.AddDays(-8)));
        scratch.Append(new Told(scratch.Now));
        var stored = ScratchStore.Good(scratch.Store.Measure());
        Assert.Equal((3, new DateOnly(2025, 12, 25)), (stored.Events, stored.Oldest));
        Assert.True(stored.Bytes > 0);

        await scratch.ReopenAsync();
        Assert.Equal(3, ScratchStore.Good(scratch.Store.Measure()).Events);

        ScratchStore.Good(scratch.Store.Maintain(scratch.Now));
        Assert.Equal(2, ScratchStore.Good(scratch.Store.Measure()).Events);
        scratch.Append(new Told(scratch.Now));
        Assert.Equal(3, ScratchStore.Good(scratch.Store.Measure()).Events);
    }

    [Fact]
    public async Task KeepsItsCount_WhereABatchIsRefused()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now));
        ScratchStore.Bad(scratch.Store.Append(ScratchStore.Batch(
            9, ScratchStore.Three, new Told(scratch.Now), new Told(scratch.Now) { Features = [1] })));
        Assert.Equal(1, scratch.Store.Events);
    }

    [Fact]
    public async Task MovesACorruptFileAside_AndBeginsAnew()
    {
        await using var scratch = new ScratchStore();
        await scratch.Store.DisposeAsync();
        var file = Path.Combine(scratch.Folder, "events", "events.duckdb");
        File.WriteAllText(file, new string('x', 20_000));

        await scratch.ReopenAsync();

        Assert.Equal($"{file}.bad-20260102030405", scratch.Store.MovedAside);
        Assert.True(File.Exists(scratch.Store.MovedAside));
        Assert.Equal(1, scratch.Append(new Told(scratch.Now)));
    }

    [Fact]
    public async Task MovesAStoreOfAnotherFormatAside()
    {
        await using var scratch = new ScratchStore();
        ScratchStore.Good(scratch.Store.Engine.Run("UPDATE weir_store SET format = 2"));
        await scratch.ReopenAsync();
        Assert.NotNull(scratch.Store.MovedAside);
    }

    [Fact]
    public void ALockedFile_IsHeld_AndADiskThatIsFull_IsFull()
    {
        Assert.Equal(StoreFaultKind.Full, StoreFaults.Of(new IOException("x", 28), "f").Kind);
        Assert.Equal(StoreFaultKind.Memory, StoreFaults.Of(new OutOfMemoryException(), "f").Kind);
        Assert.Equal(StoreFaultKind.Failed, StoreFaults.Of(new InvalidOperationException("x"), "f").Kind);
    }

    private static List<string> Columns(ScratchStore scratch) => scratch.Rows(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'http_requests_features' "
        + "ORDER BY column_name");
}
