using System.Collections.Immutable;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.Content;
using Weir.Releases.Format;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>Small models and signals that pass every gate, to be made in any number.</summary>
internal static class Contents
{
    public static readonly ImmutableArray<FeatureDefinition> Two =
    [
        new("header_count", FeatureType.F32, "headers.count"),
        new("ip_rate", FeatureType.F32, """count("ip", "1m")"""),
    ];

    /// <summary>Of other features than <see cref="Two"/>.</summary>
    public static readonly ImmutableArray<FeatureDefinition> Other =
        [Two[1], new("headers", FeatureType.F32, "headers.count")];

    /// <summary>What the program brings.</summary>
    public static ScoringPlan Embedded { get; } = Plan(Two, 0.5);

    /// <param name="definitions">Two of them.</param>
    /// <param name="leaf">Makes models of the same features distinct.</param>
    public static BundleBuilder Model(ImmutableArray<FeatureDefinition> definitions, double leaf)
    {
        var plan = Plan(definitions, leaf);
        var probes = Good(ProbeSet.Make(ProbeSet.Embedded, plan));
        return ContentWriter.Model(definitions, ModelSection.Write(plan.Model), probes);
    }

    /// <param name="definitions">Whose columns there are.</param>
    /// <param name="measured">When the hour ended.</param>
    /// <param name="seed">Makes signals of the same hour distinct.</param>
    public static BundleBuilder Signals(
        IEnumerable<FeatureDefinition> definitions, DateTimeOffset measured, int seed) =>
        ContentWriter.Signals(
            [.. definitions.Select(static d => new FeatureColumn(d.Name, d.Type, 0))],
            [new TrafficRow("t13d1516h2_8daaf6152771_d8a2da3f94cd", 100 + seed, 10, 1, 0, 1, 0.5f, 0.5f, 1)],
            [new MinuteRows((measured.ToUnixTimeSeconds() / 60) - 1, seed)], measured);

    public static T Good<T>(Weir.Decisions.Outcome<T, Refusal> outcome)
        where T : notnull => outcome.Match(
        static made => made, static refusal => throw new InvalidOperationException(refusal.ToString()));

    private static ScoringPlan Plan(ImmutableArray<FeatureDefinition> definitions, double leaf)
    {
        var tree = new TreeDraft(
            [
                new SplitDraft(0, 1, SplitRule.Numerical(MissingKind.NaN, true), ~0, 1, 0.25),
                new SplitDraft(1, 2, SplitRule.Numerical(MissingKind.None, true), ~1, ~2, 0.75),
            ],
            [-1, leaf, 1],
            []);
        var trees = TreeEnsemble
            .Create(new EnsembleDraft([.. definitions.Select(static d => d.Name)], [tree]))
            .Match(static made => made, static e => throw new InvalidOperationException(e.Text()));
        var calibration = Calibration.Create([new(-2, 1), new(0, 40), new(3, 99)])
            .Match(static made => made, static e => throw new InvalidOperationException(e.Text()));
        return ScoringPlan.Create(definitions.AsSpan(), new ScoringModel(trees, calibration))
            .Match(static made => made, static f => throw new InvalidOperationException(f.Detail));
    }
}
