using Weir.Decisions.Model.Evaluation;

namespace Weir.Bench.Scoring.Subjects;

/// <summary>One of the gateway's own evaluators.</summary>
internal sealed class EvaluatorSubject(Evaluator evaluator, double? goal) : ISubject
{
    public string Name => evaluator.Choice.Kind switch
    {
        EvaluatorKind.Walk => "plain walk",
        EvaluatorKind.Interleaved => "eight trees interleaved",
        EvaluatorKind.AllNodes256 => "all nodes at once, AVX2",
        EvaluatorKind.AllNodes512 => "all nodes at once, AVX-512 VBMI",
        EvaluatorKind.Unset => "none",
        _ => "none",
    };

    public bool IsExact => true;

    public double? Goal => goal;

    public double Score(ReadOnlySpan<float> row) => evaluator.Evaluate(row).Margin;
}
