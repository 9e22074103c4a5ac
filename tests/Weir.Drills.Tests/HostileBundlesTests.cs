using Weir.Drills.Scenarios;
using Weir.Drills.Tests.Saboteurs;

namespace Weir.Drills.Tests;

/// <summary>Hostile releases under load, and one of the checks taken out.</summary>
// One after the other: a second of added time is a failed request.
[Collection("drills")]
public sealed class HostileBundlesTests
{
    [Fact]
    public async Task Passes_OnTheProgram()
    {
        var report = await HostileBundles.RunAsync(
            DrillSettings.Short([]), TestContext.Current.CancellationToken);

        Assert.True(report.Passed, string.Join('\n', report.Checks.Where(static c => !c.Passed)));
    }

    [Fact]
    public async Task Fails_WhereCountsAreNotReconciled()
    {
        var (passed, failed) = await Sabotage.Of("Weir.Releases", Guards.Counts, Guards.SystemCalls)
            .RunAsync(nameof(HostileBundles));

        Assert.False(passed);
        Assert.Contains("each is refused, for its reason", failed, StringComparison.Ordinal);
    }
}
