namespace Weir.Keeper.Tests.Store;

/// <summary>What a build lays beside a program that reads the event store.</summary>
public sealed class NativeLibraryTests
{
    [Fact]
    public void ABuild_HasTheLibrariesOfItsPlatformAlone()
    {
        var runtimes = Path.Combine(AppContext.BaseDirectory, "runtimes");

        // That it is the right one, every test of the store shows.
        Assert.Single(Directory.GetFiles(runtimes, "*duckdb*", SearchOption.AllDirectories));
    }
}
