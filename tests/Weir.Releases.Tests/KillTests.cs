using System.Globalization;
using Weir.Releases.History;
using Weir.Releases.Tests.Durability;

namespace Weir.Releases.Tests;

/// <summary>
/// A real process, killed while it writes. The moments are the machine's; what must hold is not.
/// </summary>
public sealed class KillTests
{
    private const int Kills = 20;

    [Fact]
    public async Task Store_KilledWhileItWrites_IsWholeAtTheNextStart()
    {
        using var folder = new DataFolder();
        var chance = new Random(20);
        for (var kill = 0; kill < Kills; kill++)
        {
            var done = await KilledAfterAsync(folder, rounds: 1 + (kill % 3), chance);
            var store = folder.Reopened();
            folder.HoldsNoHalfState();

            // What was said to be done is done; what came behind it may be.
            Assert.Equal(FileStatus.Done, store.LoadTrust(out var state, out _));
            Assert.InRange(state?.FloorOf(Layer.Model)?.Number ?? 0, done, long.MaxValue);
            Assert.Equal(FileStatus.Done, store.LoadProven(out var proven, out _));
            var hash = Assert.Single(proven).Tuple[Layer.Model];
            Assert.NotNull(hash);
            Assert.Equal(FileStatus.Done, store.Get(hash.Value, out _));
        }
    }

    private static async Task<long> KilledAfterAsync(DataFolder folder, int rounds, Random chance)
    {
        using var writer = KilledWriter.Start(folder.Path);
        try
        {
            var done = 0L;
            for (var round = 0; round < rounds; round++)
            {
                var line = await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                done = long.Parse(line ?? "-1", CultureInfo.InvariantCulture);
                Assert.True(done > 0, "the writer could not write");
            }

            // Somewhere in the next round.
            Thread.SpinWait(chance.Next(100_000));
            return done;
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(CancellationToken.None);
        }
    }
}
