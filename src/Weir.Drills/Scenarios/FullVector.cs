using System.Globalization;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Catalogue;
using Weir.Drills.Reporting;

namespace Weir.Drills.Scenarios;

/// <summary>
/// The innermost layer of 18 November 2025, past every gate: one distinct feature more than there is room for
/// is given to the feature set itself, and what became of it runs as if somebody had never looked.
/// </summary>
internal static class FullVector
{
    public const string Name = "full-vector";

    public const string Summary =
        "One feature more than the vector has room for reaches the feature set itself, past every gate";

    public static async Task<DrillReport> RunAsync(DrillSettings settings, CancellationToken stop)
    {
        await using var stage = await Stage.SetAsync(settings, stop);
        var before = await stage.PhaseAsync("load on a node in order");
        var active = stage.Node.Edge.Active;
        var features = Overfill(stage);
        if (active.Scoring.Plan is { } plan)
        {
            stage.Node.Edge.Activate(active with
            {
                Generation = active.Generation + 1,
                Scoring = active.Scoring with { Plan = ScoringPlan.Unchecked(features, plan.Model) },
            });
        }

        var full = await stage.PhaseAsync("the feature set that refused them runs");
        stage.Node.Edge.Activate(active with { Generation = active.Generation + 2 });
        var after = await stage.PhaseAsync("what ran before runs again");

        var tally = await stage.EndAsync();
        stage.CheckVisitors(tally);
        stage.CheckScored(tally, before, "scores were there before");
        stage.CheckUnscored(tally, full, "requests went on without a score", "FeatureLimit");
        stage.CheckScored(tally, after, "scores came back without a restart");
        return stage.Report(Name, Summary, tally);
    }

    /// <returns>The set as the refusal left it.</returns>
    private static FeatureSet Overfill(Stage stage)
    {
        const int given = Limits.Features + 1;
        var definitions = Enumerable.Range(0, given)
            .Select(static i => new FeatureDefinition(
                string.Create(CultureInfo.InvariantCulture, $"drill_{i:000}"), FeatureType.F32,
                string.Create(CultureInfo.InvariantCulture, $"len(http.user_agent) + {i}")))
            .ToArray();
        var features = new FeatureSet(RequestFields.All.Catalogue);
        stage.Reckon($"{given} distinct features are given, there is room for {Limits.Features}");
        if (features.AppendWithNames(definitions).Try(out var taken, out var refusal))
        {
            stage.Check("the feature set is Full", false, $"took {taken} features");
            return features;
        }

        stage.Refused("vector", refusal.Reason.ToString(), refusal.Culprit);
        stage.Mark($"AppendWithNames answers {refusal.Reason} at {refusal.Culprit}");
        stage.Check(
            "the feature set is Full",
            refusal.Reason == FeatureRefusalReason.Full && refusal.Culprit == definitions[^1].Name,
            refusal.ToString());
        stage.Check("all or none were taken", features.Count == 0, $"{features.Count} taken");
        return features;
    }
}
