using Weir.Bench.Scoring.Ground;
using Weir.Bench.Scoring.Native;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;

namespace Weir.Bench.Scoring.Subjects;

/// <summary>Who takes part, LightGBM first. Another subject is a class and a line here.</summary>
internal static class Catalog
{
    public static IReadOnlyList<ISubject> Of(Scenario scenario, FastPredictor predictor, TreeEnsemble model)
    {
        var subjects = new List<ISubject> { new LightGbmSubject(predictor) };
        foreach (var kind in Enum.GetValues<EvaluatorKind>())
        {
            if (Evaluator.Of(model, kind) is { } evaluator)
            {
                var goal = kind switch
                {
                    EvaluatorKind.AllNodes256 => scenario.Avx2Goal,
                    EvaluatorKind.AllNodes512 => scenario.Avx512Goal,
                    EvaluatorKind.Walk => null,
                    EvaluatorKind.Interleaved => null,
                    EvaluatorKind.Unset => null,
                    _ => null,
                };
                subjects.Add(new EvaluatorSubject(evaluator, goal));
            }
        }

        return subjects;
    }
}
