namespace Weir.Decisions.Model.Evaluation;

/// <summary>The ways to evaluate a forest; all give the same bits.</summary>
public enum EvaluatorKind
{
    Unset = 0,

    /// <summary>Tree after tree, split after split. Takes every model; the oracle of the others.</summary>
    Walk,

    /// <summary>Eight trees in step, without branches, over bytes. Any processor.</summary>
    Interleaved,

    /// <summary>All splits of a tree at once, with AVX2.</summary>
    AllNodes256,

    /// <summary>All splits of one or two trees at once, with AVX-512 VBMI.</summary>
    AllNodes512,
}

/// <summary>Which evaluator runs, and why that one, in words for the status page.</summary>
public readonly record struct EvaluatorChoice(EvaluatorKind Kind, string Why);
