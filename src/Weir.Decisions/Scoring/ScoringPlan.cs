using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
using Weir.Decisions.Signals.Catalogue;

namespace Weir.Decisions.Scoring;

/// <summary>
/// What scores requests: features and a model that agree in names, types and order. Immutable once made; a
/// request reads it once.
/// </summary>
public sealed class ScoringPlan
{
    /// <summary>
    /// Raised whenever evaluator, language or signal code changes a result: what was proven under another
    /// version is checked anew.
    /// </summary>
    public const int Version = 1;

    private ScoringPlan(FeatureSet features, ScoringModel model, Evaluator evaluator) =>
        (Features, Model, Evaluator) = (features, model, evaluator);

    public FeatureSet Features { get; }

    public ScoringModel Model { get; }

    public Evaluator Evaluator { get; }

    /// <summary>Compiles the features and holds them against the inputs of the model.</summary>
    public static Outcome<ScoringPlan, PlanFault> Create(
        ReadOnlySpan<FeatureDefinition> definitions, ScoringModel model)
    {
        var features = new FeatureSet(RequestFields.All.Catalogue);
        if (!features.AppendWithNames(definitions).Try(out _, out var refusal))
        {
            return Fail(Refused(refusal));
        }

        return Mismatch(features, model) is { } fault
            ? Fail(fault)
            : Outcome<ScoringPlan, PlanFault>.Ok(
                new ScoringPlan(features, model, Evaluator.For(model.Trees)));
    }

    /// <summary>
    /// The same model over a set that is built again from a list of columns, each joined by name with the
    /// definition that this plan has of it: what the feature file did on 18 November 2025, here a value where
    /// it fails.
    /// </summary>
    /// <param name="columns">In the order in which they are appended; as many as somebody sent.</param>
    /// <returns>The first fault in their order, naming the column.</returns>
    public Outcome<ScoringPlan, PlanFault> With(ReadOnlySpan<string> columns)
    {
        var known = new Dictionary<string, FeatureDefinition>(StringComparer.Ordinal);
        foreach (var feature in Features.Features)
        {
            known.TryAdd(feature.Name, feature.Definition);
        }

        // One more than fits is enough for the set to say that it is full.
        var joined = new List<FeatureDefinition>();
        string? unknown = null;
        foreach (var column in columns[..Math.Min(columns.Length, Limits.Features + 1)])
        {
            if (!known.TryGetValue(column, out var definition))
            {
                unknown = column;
                break;
            }

            joined.Add(definition);
        }

        var features = new FeatureSet(RequestFields.All.Catalogue);
        if (!features.AppendWithNames([.. joined]).Try(out _, out var refusal))
        {
            return Fail(Refused(refusal));
        }

        var fault = unknown is null
            ? Mismatch(features, Model)
            : new PlanFault(PlanFaultKind.ModelInputMismatch, $"the plan has no feature '{Shown(unknown)}'");
        return fault is { } found
            ? Fail(found)
            : Outcome<ScoringPlan, PlanFault>.Ok(new ScoringPlan(features, Model, Evaluator));
    }

    /// <summary>
    /// A plan whose parts nobody has held against each other. Only for the drill that shows the vector's own
    /// guard, behind all the others: every request that it scores is unscored, as over the feature limit.
    /// </summary>
    internal static ScoringPlan Unchecked(FeatureSet features, ScoringModel model) =>
        new(features, model, Evaluator.For(model.Trees));

    private static PlanFault? Mismatch(FeatureSet features, ScoringModel model)
    {
        var inputs = model.Trees.FeatureNames.AsSpan();
        var place = 0;
        foreach (var feature in features.Features)
        {
            if (place < inputs.Length && inputs[place] != feature.Name)
            {
                return new PlanFault(
                    PlanFaultKind.ModelInputMismatch,
                    $"feature {place + 1} is '{feature.Name}', the model has '{inputs[place]}' there");
            }

            place++;
        }

        return place == inputs.Length
            ? null
            : new PlanFault(
                PlanFaultKind.ModelInputMismatch,
                $"{place} features, the model was trained with {inputs.Length}");
    }

    private static PlanFault Refused(FeatureRefusal refusal) =>
        new(PlanFaultKind.Feature, refusal.ToString(), refusal.Reason);

    private static string Shown(string name) =>
        name.Length <= Limits.FeatureNameBytes ? name : name[..32] + "...";

    private static Outcome<ScoringPlan, PlanFault> Fail(PlanFault fault) =>
        Outcome<ScoringPlan, PlanFault>.Fail(fault);
}

/// <summary>Which part of a plan is wrong.</summary>
public enum PlanFaultKind
{
    Unset = 0,

    /// <summary>A feature cannot be appended.</summary>
    Feature,

    /// <summary>The model itself cannot be read.</summary>
    Model,

    /// <summary>Feature set and model do not agree.</summary>
    ModelInputMismatch,
}

/// <summary>Why a plan cannot be made, naming the culprit.</summary>
public readonly record struct PlanFault(
    PlanFaultKind Kind, string Detail, FeatureRefusalReason Feature = FeatureRefusalReason.Unset);
