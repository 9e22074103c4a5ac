using Weir.Decisions.Scoring;
using Weir.Drills.Load;
using Weir.Drills.Reporting;

namespace Weir.Drills.Scenarios;

/// <summary>
/// Every score disappears, twice: by a fault in the score stage of every request, and by the
/// switch that turns
/// scoring off. Rules that read the score must decide nothing then, and rules that do not must go on.
/// </summary>
internal static class ScoringGone
{
    public const string Name = "scoring-gone";

    public const string Summary =
        "Every score is missing, by a fault and by a switch, with rules such as 'not (score gt 30)' in place";

    public static async Task<DrillReport> RunAsync(DrillSettings settings, CancellationToken stop)
    {
        await using var stage = await Stage.SetAsync(settings, stop);
        var before = await stage.PhaseAsync("load on a node in order");

        stage.Node.FaultScoring(true);
        var faulted = await stage.PhaseAsync("the score stage throws for every request");
        stage.Node.FaultScoring(false);

        var active = stage.Node.Edge.Active;
        stage.Node.Edge.Activate(active with
        {
            Generation = active.Generation + 1,
            Scoring = active.Scoring with { Off = ScoringSwitches.Scoring },
        });
        var switched = await stage.PhaseAsync("scoring is switched off");
        stage.Node.Edge.Activate(active with { Generation = active.Generation + 2 });
        var after = await stage.PhaseAsync("scoring is back");

        var tally = await stage.EndAsync();
        stage.CheckVisitors(tally);
        stage.CheckScored(tally, before, "scores were there before");
        stage.CheckUnscored(tally, faulted, "a fault left requests unscored", "StageFault");
        stage.CheckUnscored(tally, switched, "the switch left requests unscored", "SwitchedOff");
        BlockedByAbsence(stage, tally, before, faulted, switched);
        stage.CheckScored(tally, after, "scores came back by themselves");
        return stage.Report(Name, Summary, tally);
    }

    private static void BlockedByAbsence(
        Stage stage, Tally tally, (TimeSpan From, TimeSpan To) before,
        params ReadOnlySpan<(TimeSpan From, TimeSpan To)> gone)
    {
        var blocked = Stage.Inside(tally, before).Results.Count(OnScore);
        stage.Check(
            "'not (score gt 30)' blocks while there are scores", blocked > 0, $"{blocked} blocked");
        var (absent, all) = (0, 0);
        foreach (var phase in gone)
        {
            absent += Stage.Inside(tally, phase).Results.Count(OnScore);
            all += Stage.Inside(tally, phase).Results.Count(static r => r.Step.Expected == Expected.AsScored);
        }

        stage.Check(
            "'not (score gt 30)' blocks nobody when scores are gone", all > 0 && absent == 0,
            $"{absent} of {all} blocked");
    }

    private static bool OnScore(RequestResult result) =>
        result.Step.Expected == Expected.AsScored && result.Blocked;
}
