using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.History;

namespace Weir.Releases.Lifecycle;

/// <summary>One release as it runs.</summary>
/// <param name="Hash">Its identity.</param>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Content">What was validated.</param>
internal sealed record RunningRelease(Hash256 Hash, Manifest Manifest, ReleaseContent Content)
{
    public static RunningRelease Of(ValidatedRelease validated) =>
        new(validated.Release.Hash, validated.Release.Manifest, validated.Content);
}

/// <summary>The releases that run together; a layer without one runs on what the program brings.</summary>
internal sealed record Running(ImmutableSortedDictionary<Layer, RunningRelease> Layers)
{
    public static Running Embedded { get; } =
        new(ImmutableSortedDictionary<Layer, RunningRelease>.Empty);

    public ReleaseTuple Tuple => new(Layers.ToImmutableSortedDictionary(
        static pair => pair.Key, static pair => pair.Value.Hash));

    public ImmutableSortedDictionary<Layer, long> Numbers => Layers.ToImmutableSortedDictionary(
        static pair => pair.Key, static pair => pair.Value.Manifest.Number);

    public ModelContent? Model => Of(Layer.Model)?.Content as ModelContent;

    public SignalsContent? Signals => Of(Layer.Signals)?.Content as SignalsContent;

    public RunningRelease? Of(Layer layer) => Layers.TryGetValue(layer, out var release) ? release : null;

    /// <summary>
    /// Signals belong to the features that they were measured of: a model with others takes them out, until
    /// the next build brings new ones.
    /// </summary>
    public Running With(RunningRelease release)
    {
        var next = this with { Layers = Layers.SetItem(release.Manifest.Layer, release) };
        return next.Signals is { } signals && next.Model is { } model
            && FeatureList.CheckAgainst(signals.Features, model.Plan) is not null
                ? next.Without(Layer.Signals)
                : next;
    }

    /// <summary>Without signals that are of other features than the model that is left.</summary>
    public Running Fitting(ScoringPlan? embedded) =>
        Signals is { } signals
        && (Plan(embedded) is not { } plan || FeatureList.CheckAgainst(signals.Features, plan) is not null)
            ? Without(Layer.Signals)
            : this;

    public Running Without(Layer layer) => this with { Layers = Layers.Remove(layer) };

    /// <summary>The plan that signals have to fit.</summary>
    public ScoringPlan? Plan(ScoringPlan? embedded) => Model?.Plan ?? embedded;

    /// <summary>
    /// What requests are scored by. A switched-off layer runs on what the program brings, and signals that do
    /// not fit that are left out.
    /// </summary>
    public Outcome<ActiveScoring, PlanFault> Scoring(ScoringPlan? embedded, SwitchBoard switches)
    {
        var plan = switches.IsOff(Layer.Model) ? embedded : Plan(embedded);
        var off = switches.Modules;
        if (Signals is not { } signals || plan is null || switches.IsOff(Layer.Signals)
            || FeatureList.CheckAgainst(signals.Features, plan) is not null)
        {
            return Outcome<ActiveScoring, PlanFault>.Ok(new ActiveScoring(plan, TrafficTable.Empty, off));
        }

        // The features are appended anew, by the names that came with the signals.
        return plan.With(signals.Features.Select(static f => f.Name).ToArray()).Match(
            appended => Outcome<ActiveScoring, PlanFault>.Ok(
                new ActiveScoring(appended, signals.Traffic, off)),
            static fault => Outcome<ActiveScoring, PlanFault>.Fail(fault));
    }
}
