using Weir.Drills.Scenarios;
using Weir.Drills.Tests.Saboteurs;

namespace Weir.Drills.Tests;

/// <summary>The keeper's deaths, with the program's own keeper, and a node that waits for it.</summary>
// One after the other: a second of added time is a failed request.
[Collection("drills")]
public sealed class KeeperDiesTests
{
    [Fact]
    public async Task Passes_OnTheProgram()
    {
        var report = await KeeperDies.RunAsync(
            DrillSettings.Short(Built.Program), TestContext.Current.CancellationToken);

        Assert.True(report.Passed, string.Join('\n', report.Checks.Where(static c => !c.Passed)));
    }

    [Fact]
    public async Task Fails_WhereARequestWaitsForTheKeeper()
    {
        var (passed, failed) = await Sabotage.Of("Weir.Edge", Guards.NoWaiting)
            .RunAsync(nameof(KeeperDies));

        Assert.False(passed);
        Assert.Contains("no request failed", failed, StringComparison.Ordinal);
    }
}
