namespace Weir.Decisions.Model.Evaluation;

/// <summary>One way to evaluate one model; immutable and free of allocation.</summary>
internal abstract class TreeEvaluator
{
    /// <summary>The sum of the leaves that a row of the model's length leads to.</summary>
    public abstract double Sum(ReadOnlySpan<float> row);
}
