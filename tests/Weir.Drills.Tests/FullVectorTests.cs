using Weir.Drills.Scenarios;
using Weir.Drills.Tests.Saboteurs;

namespace Weir.Drills.Tests;

/// <summary>One feature too many at the innermost layer.</summary>
public sealed class FullVectorTests
{
    [Fact]
    public async Task Passes_OnTheProgram()
    {
        var report = await FullVector.RunAsync(DrillSettings.Short, TestContext.Current.CancellationToken);

        Assert.True(report.Passed, string.Join('\n', report.Checks.Where(static c => !c.Passed)));
        var refusal = Assert.Single(report.Refusals);
        Assert.Equal(("vector", "Full", "drill_200"), (refusal.Layer, refusal.Reason, refusal.Culprit));
    }

    [Fact]
    public async Task Fails_WhereFeaturesThatDoNotFitTheModelAreScored()
    {
        var (passed, failed) = await Sabotage.Of("Weir.Decisions", Guards.VectorLimit)
            .RunAsync(nameof(FullVector));

        Assert.False(passed);
        Assert.Contains("requests went on without a score", failed, StringComparison.Ordinal);
    }
}
