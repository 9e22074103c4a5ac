using Weir.Drills.Scenarios;
using Weir.Drills.Tests.Saboteurs;

namespace Weir.Drills.Tests;

/// <summary>The outage of 18 November 2025, and what of it comes back where a guard is taken out.</summary>
// One after the other: a second of added time is a failed request.
[Collection("drills")]
public sealed class Nov18Tests
{
    [Fact]
    public async Task Passes_OnTheProgram()
    {
        var report = await Nov18.RunAsync(DrillSettings.Short([]), TestContext.Current.CancellationToken);

        Assert.True(report.Passed, string.Join('\n', report.Checks.Where(static c => !c.Passed)));
        Assert.Contains(report.Refusals, static r => r is { Layer: "builder", Reason: "DuplicateFeature" });
        Assert.Contains(report.Refusals, static r => r is { Layer: "node", Reason: "DuplicateFeature" });
        Assert.Contains(
            report.Refusals, static r => r is { Layer: "vector", Reason: "Full", Culprit: "drill_200" });
    }

    [Fact]
    public async Task Fails_WhereFeaturesThatDoNotFitTheModelAreScored() => await FailsAsync(
        "Weir.Decisions", Guards.VectorLimit, "requests went on without a score while the vector was full");

    [Fact]
    public async Task Fails_WhereTheNodeNeverGoesBack() => await FailsAsync(
        "Weir.Releases", Guards.Demotion, "the node went back by itself within ten seconds");

    /// <summary>Builder and node ask the same code, so one saboteur takes both guards.</summary>
    [Fact]
    public async Task Fails_WhereDuplicatesAreNotLookedFor() => await FailsAsync(
        "Weir.Releases", Guards.Duplicates, "the builder refuses duplicates and names ten of them");

    private static async Task FailsAsync(string assembly, Patch guard, string check)
    {
        Patch[] patches = assembly == "Weir.Releases" ? [guard, Guards.SystemCalls] : [guard];
        var (passed, failed) = await Sabotage.Of(assembly, patches).RunAsync(nameof(Nov18));

        Assert.False(passed);
        Assert.Contains(check, failed, StringComparison.Ordinal);
    }
}
