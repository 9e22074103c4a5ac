using Weir.Events.Storage;
using Weir.Keeper.FeatureBuild;
using Weir.Keeper.Tests.Support;

namespace Weir.Keeper.Tests.FeatureBuild;

public sealed class OfflineEventsTests
{
    [Fact]
    public async Task AFileAndItsParquet_SayTheSame()
    {
        await using var scratch = new ScratchStore();
        var now = scratch.Now;
        scratch.Append(
            new Told(now.AddMinutes(-70)), new Told(now.AddMinutes(-65)) { Features = [1, float.NaN, 2] },
            new Told(now.AddMinutes(-65)) { Address = "192.0.2.8" });
        ScratchStore.Good(scratch.Store.Maintain(now.AddMinutes(1)));
        await scratch.Store.DisposeAsync();

        var file = Measured(Path.Combine(scratch.Folder, "events", "events.duckdb"));
        var parquet = Measured(Path.Combine(scratch.Folder, "events", "parquet"));

        Assert.Equal(3, file.Events);
        Assert.Equal(["a_one", "b.two", "c3"], file.Features.Select(static f => f.Name));
        Assert.Equal(file.Features, parquet.Features);
        Assert.Equal(file.Counts, parquet.Counts);
        Assert.Equal(file.Traffic, parquet.Traffic);
        Assert.Equal(2, file.Traffic[0].Addresses);
    }

    [Fact]
    public void WhatIsNotThere_IsSaid()
    {
        var fault = ScratchStore.Bad(OfflineEvents.Open("/no/such/file"));
        Assert.Equal(StoreFaultKind.Failed, fault.Kind);
        Assert.Contains("/no/such/file", fault.Detail, StringComparison.Ordinal);
    }

    private static HourMeasurement Measured(string path)
    {
        using var events = ScratchStore.Good(OfflineEvents.Open(path));
        return ScratchStore.Good(events.Measure());
    }
}
