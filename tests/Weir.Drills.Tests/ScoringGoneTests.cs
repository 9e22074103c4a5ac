using Weir.Drills.Scenarios;
using Weir.Drills.Tests.Saboteurs;

namespace Weir.Drills.Tests;

/// <summary>The loss of every score, on the program and on programs without one of its guards.</summary>
// One after the other: a second of added time is a failed request.
[Collection("drills")]
public sealed class ScoringGoneTests
{
    [Fact]
    public async Task Passes_OnTheProgram()
    {
        var report = await ScoringGone.RunAsync(
            DrillSettings.Short([]), TestContext.Current.CancellationToken);

        Assert.True(report.Passed, string.Join('\n', report.Checks.Where(static c => !c.Passed)));
        Assert.True(report.Requests.Scored > 0 && report.Requests.Unscored > 0);
    }

    [Theory]
    [InlineData("Weir.Edge")]
    [InlineData("Weir.Decisions")]
    public async Task Passes_OnACopyWithEveryGuard(string assembly)
    {
        var (passed, failed) = await Sabotage.Of(assembly).RunAsync(nameof(ScoringGone));

        Assert.True(passed, failed);
    }

    [Fact]
    public Task Fails_WhereAFaultLeavesItsStage() =>
        FailsAsync("Weir.Edge", Guards.StageGuard, "no request failed");

    [Fact]
    public Task Fails_WhereAMissingScoreIsZero() =>
        FailsAsync("Weir.Decisions", Guards.MissingScore, "nobody was wrongly blocked");

    [Fact]
    public Task Fails_WhereNotMissingIsTrue() =>
        FailsAsync("Weir.Decisions", Guards.KleeneNot, "blocks nobody when scores are gone");

    [Fact]
    public Task Fails_WhereAFaultSilencesEveryRule() =>
        FailsAsync("Weir.Edge", Guards.RulesAfterAFault, "no attacker got through");

    [Fact]
    public Task Fails_WhereTheSwitchDoesNothing() =>
        FailsAsync("Weir.Decisions", Guards.ScoringSwitch, "the switch left requests unscored");

    private static async Task FailsAsync(string assembly, Patch guard, string check)
    {
        var (passed, failed) = await Sabotage.Of(assembly, guard).RunAsync(nameof(ScoringGone));

        Assert.False(passed);
        Assert.Contains(check, failed, StringComparison.Ordinal);
    }
}
