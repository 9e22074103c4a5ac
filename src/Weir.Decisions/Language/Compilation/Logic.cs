using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

/// <summary>Kleene's negation: missing stays missing.</summary>
internal sealed class Negation(ConditionEvaluator operand) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source) => operand.Evaluate(source).Not();

    public override PossibleTruths Possible(IReadOnlySet<int> gone)
    {
        var possible = operand.Possible(gone);
        return Outlook.Each(possible, possible, static (truth, _) => truth.Not());
    }
}

/// <summary>
/// Kleene's <c>and</c>, or <c>or</c>: one operand that decides outweighs any that is missing.
/// </summary>
/// <param name="operands">At least two.</param>
/// <param name="decides">False for <c>and</c>, true for <c>or</c>.</param>
internal sealed class Junction(ConditionEvaluator[] operands, Truth decides) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var result = decides.Not();
        foreach (var operand in operands)
        {
            var truth = operand.Evaluate(source);
            if (truth == decides)
            {
                return decides;
            }

            result = truth is Truth.Missing ? Truth.Missing : result;
        }

        return result;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone)
    {
        var result = Outlook.Flag(decides.Not());
        foreach (var operand in operands)
        {
            result = Outlook.Each(result, operand.Possible(gone), Pair);
        }

        return result;
    }

    private Truth Pair(Truth left, Truth right) =>
        left == decides || right == decides ? decides
        : left is Truth.Missing || right is Truth.Missing ? Truth.Missing
        : decides.Not();
}

/// <summary>True where an odd number of operands is; missing where any is.</summary>
internal sealed class Parity(ConditionEvaluator[] operands) : ConditionEvaluator
{
    public override Truth Evaluate(FieldSource source)
    {
        var odd = Truth.False;
        foreach (var operand in operands)
        {
            odd = Pair(odd, operand.Evaluate(source));
        }

        return odd;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone)
    {
        var result = PossibleTruths.False;
        foreach (var operand in operands)
        {
            result = Outlook.Each(result, operand.Possible(gone), Pair);
        }

        return result;
    }

    private static Truth Pair(Truth left, Truth right) =>
        left is Truth.Missing || right is Truth.Missing ? Truth.Missing : Truths.Of(left != right);
}
