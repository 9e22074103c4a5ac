using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;

namespace Weir.Decisions.Tests.Model;

internal static class Evaluators
{
    /// <summary>What this processor can run, whatever the model.</summary>
    public static HashSet<EvaluatorKind> OfThisMachine
    {
        get
        {
            HashSet<EvaluatorKind> kinds = [EvaluatorKind.Walk, EvaluatorKind.Interleaved];
            if (Avx2.IsSupported)
            {
                kinds.Add(EvaluatorKind.AllNodes256);
            }

            if (Avx512Vbmi.IsSupported && Vector512.IsHardwareAccelerated)
            {
                kinds.Add(EvaluatorKind.AllNodes512);
            }

            return kinds;
        }
    }

    /// <summary>Every way that processor and model allow.</summary>
    public static Evaluator[] All(TreeEnsemble model) =>
        [.. OfThisMachine.Select(kind => Evaluator.Of(model, kind)).OfType<Evaluator>()];

    public static TreeEnsemble Checked(EnsembleDraft draft, int features = Limits.Features) =>
        TreeEnsemble.Create(draft, features)
            .Match(model => model, error => throw new InvalidDataException(error.Text()));
}
