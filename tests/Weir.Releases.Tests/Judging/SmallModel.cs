using System.Collections.Immutable;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;

namespace Weir.Releases.Tests.Judging;

/// <summary>
/// The model that the judge's node runs: three features and a tree that splits on a number and on a set of
/// categories, so that every part of the format is there once and each file stays small.
/// </summary>
internal static class SmallModel
{
    public static ImmutableArray<FeatureDefinition> Definitions { get; } =
    [
        new("headers", FeatureType.F32, "headers.count"),
        new("cookie", FeatureType.Bool, "headers.cookie"),
        new("os", FeatureType.Category, "agent.os_code"),
    ];

    public static ScoringModel Model { get; } = Made();

    public static ScoringPlan Plan { get; } = ScoringPlan.Create(Definitions.AsSpan(), Model)
        .Match(static plan => plan, static fault => throw new InvalidOperationException(fault.Detail));

    private static ScoringModel Made()
    {
        var tree = new TreeDraft(
            [
                new SplitDraft(0, 5.5, SplitRule.Numerical(MissingKind.NaN, true), 1, ~1, 0.25),
                new SplitDraft(2, 0, SplitRule.Categorical, ~0, ~2, -0.125),
            ],
            [-0.5, 0.5, 0.125],
            [[6]]);
        return TreeEnsemble.Create(new EnsembleDraft([.. Definitions.Select(static d => d.Name)], [tree]))
            .Match(
                static trees => Calibration.Create([new(-1, 1), new(1, 99)]).Match(
                    points => new ScoringModel(trees, points),
                    static error => throw new InvalidOperationException(error.Text())),
                static error => throw new InvalidOperationException(error.Text()));
    }
}
