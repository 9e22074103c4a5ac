namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// A model ready to score rows, by the fastest way that this processor has and the model's shape allows.
/// Immutable: any number of threads may evaluate at once. Nothing is allocated by an evaluation.
/// </summary>
public sealed class Evaluator
{
    private readonly TreeEvaluator _evaluator;

    private Evaluator(TreeEnsemble model, TreeEvaluator evaluator, EvaluatorChoice choice)
    {
        Model = model;
        _evaluator = evaluator;
        Choice = choice;
    }

    public TreeEnsemble Model { get; }

    public EvaluatorChoice Choice { get; }

    public static Evaluator For(TreeEnsemble model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var plan = SlotPlan.Of(model, out var refusal);
        var processor = Selection.Processor();
        if (plan is null)
        {
            return new(model, new TreeWalk(model), new(EvaluatorKind.Walk, $"{processor}; {refusal}"));
        }

        var kind = Selection.Fastest(plan);
        var evaluator = Selection.Make(plan, kind) ?? new TreeWalk(model);
        return new(model, evaluator, new(kind, $"{processor}; {plan.Shape}"));
    }

    /// <summary>
    /// A named way, for tests and benches; null where the processor or the model rules it out.
    /// </summary>
    internal static Evaluator? Of(TreeEnsemble model, EvaluatorKind kind)
    {
        var evaluator = kind == EvaluatorKind.Walk ? new TreeWalk(model)
            : SlotPlan.Of(model, out _) is { } plan ? Selection.Make(plan, kind)
            : null;
        return evaluator is null ? null : new(model, evaluator, new(kind, "asked for"));
    }

    /// <summary>
    /// The raw score of a row, bit for bit what LightGBM gives: leaves are added as doubles in tree order.
    /// </summary>
    /// <param name="row">
    /// As many values as the model has features, in its order; NaN is missing. Another length is the caller's
    /// error: activation has compared feature set and model.
    /// </param>
    public RawScore Evaluate(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Model.FeatureCount);
        return new RawScore(_evaluator.Sum(row));
    }
}
