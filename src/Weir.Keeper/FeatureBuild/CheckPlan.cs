using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;

namespace Weir.Keeper.FeatureBuild;

/// <summary>
/// A plan with the features of the node's model and a single leaf in place of its trees. The reader of
/// signals
/// holds them against the plan that runs, of which the keeper knows the features and needs nothing else.
/// </summary>
internal static class CheckPlan
{
    public static Outcome<ScoringPlan, BuildRefusal> Of(ImmutableArray<FeatureDefinition> definitions)
    {
        var names = definitions.Select(static d => d.Name).ToImmutableArray();
        var draft = new EnsembleDraft(names, [new TreeDraft([], [0.0], [])]);
        CalibrationPoint[] points = [new(-1, 1), new(1, 99)];
        if (!TreeEnsemble.Create(draft).Try(out var trees, out var error)
            || !Calibration.Create(points).Try(out var calibration, out error))
        {
            return Fail(error.Text());
        }

        return ScoringPlan.Create(definitions.AsSpan(), new ScoringModel(trees, calibration))
            .Match(Outcome<ScoringPlan, BuildRefusal>.Ok, static fault => Fail(fault.Detail));
    }

    private static Outcome<ScoringPlan, BuildRefusal> Fail(string detail) =>
        Outcome<ScoringPlan, BuildRefusal>.Fail(
            BuildRefusal.Of(Releases.RefusalReason.ModelInputMismatch, detail));
}
