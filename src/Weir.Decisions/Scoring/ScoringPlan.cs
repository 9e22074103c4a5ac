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

    private ScoringPlan(FeatureSet features, ScoringModel model)
    {
        Features = features;
        Model = model;
        Evaluator = Evaluator.For(model.Trees);
    }

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
            return Fail(new PlanFault(PlanFaultKind.Feature, refusal.ToString(), refusal.Reason));
        }

        var inputs = model.Trees.FeatureNames.AsSpan();
        var place = 0;
        foreach (var feature in features.Features)
        {
            if (place < inputs.Length && inputs[place] != feature.Name)
            {
                return Fail(new PlanFault(
                    PlanFaultKind.ModelInputMismatch,
                    $"feature {place + 1} is '{feature.Name}', the model has '{inputs[place]}' there"));
            }

            place++;
        }

        return place == inputs.Length
            ? Outcome<ScoringPlan, PlanFault>.Ok(new ScoringPlan(features, model))
            : Fail(new PlanFault(
                PlanFaultKind.ModelInputMismatch,
                $"{place} features, the model was trained with {inputs.Length}"));
    }

    /// <summary>
    /// The same model with its features appended anew, by name, from a list that came from elsewhere: what a
    /// signals release does at activation. A list that is longer than the room, names a feature twice or
    /// names others than the model's is a value, and changes nothing.
    /// </summary>
    public Outcome<ScoringPlan, PlanFault> With(ReadOnlySpan<string> columns)
    {
        var known = Features.Features.ToDictionary(static f => f.Name, static f => f.Definition);
        var definitions = new FeatureDefinition[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (!known.TryGetValue(columns[i], out definitions[i]))
            {
                return Fail(new PlanFault(
                    PlanFaultKind.ModelInputMismatch, $"the model has no feature '{columns[i]}'"));
            }
        }

        return Create(definitions, Model);
    }

    /// <summary>
    /// Features that nobody held against the model, for the drill that shows what a request then gets.
    /// </summary>
    internal static ScoringPlan Unchecked(FeatureSet features, ScoringModel model) => new(features, model);

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
