using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Compilation;

/// <summary>A chain of sums or of products, from left to right.</summary>
internal sealed class Chain(
    NumberEvaluator first, (ArithmeticOperator Operator, NumberEvaluator Operand)[] terms) : NumberEvaluator
{
    public override Presence Read(FieldSource source, out double value)
    {
        var presence = first.Read(source, out value);
        foreach (var (step, operand) in terms)
        {
            // Each step is as if it stood in parentheses: what divides by zero is missing, whatever follows.
            presence = presence.And(operand.Read(source, out var number));
            value = Step(step, value, number);
            presence = presence is Presence.Present ? value.Finite() : presence;
        }

        return presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone)
    {
        var result = first.Possible(gone);
        foreach (var (_, operand) in terms)
        {
            result = Outlook.And(result, operand.Possible(gone));
        }

        return result | PossibleTruths.Missing;
    }

    private static double Step(ArithmeticOperator step, double left, double right) => step switch
    {
        ArithmeticOperator.Add => left + right,
        ArithmeticOperator.Subtract => left - right,
        ArithmeticOperator.Multiply => left * right,
        ArithmeticOperator.Divide => left / right,
        ArithmeticOperator.Unset => double.NaN,
        _ => double.NaN,
    };
}

internal enum NumberFunctionKind
{
    Unset = 0,
    Negate,
    Abs,
    Log1P,
    Ratio,
    Min,
    Max,
}

/// <summary>A function of numbers, folded from left to right where it takes several.</summary>
internal sealed class NumberFunction(NumberFunctionKind kind, NumberEvaluator[] arguments) : NumberEvaluator
{
    public override Presence Read(FieldSource source, out double value)
    {
        var presence = Presence.Present;
        value = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            presence = presence.And(arguments[i].Read(source, out var number));
            value = i == 0 ? First(number) : Fold(value, number);
        }

        return presence is Presence.Present ? value.Finite() : presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone)
    {
        var result = PossibleTruths.True;
        foreach (var argument in arguments)
        {
            result = Outlook.And(result, argument.Possible(gone));
        }

        return result | PossibleTruths.Missing;
    }

    private double First(double number) => kind switch
    {
        NumberFunctionKind.Negate => -number,
        NumberFunctionKind.Abs => Math.Abs(number),
        NumberFunctionKind.Log1P => Math.Log(1 + number),
        NumberFunctionKind.Ratio or NumberFunctionKind.Min or NumberFunctionKind.Max => number,
        NumberFunctionKind.Unset => double.NaN,
        _ => double.NaN,
    };

    private double Fold(double value, double number) => kind switch
    {
        NumberFunctionKind.Ratio => value / number,
        NumberFunctionKind.Min => Math.Min(value, number),
        NumberFunctionKind.Max => Math.Max(value, number),
        NumberFunctionKind.Negate or NumberFunctionKind.Abs or NumberFunctionKind.Log1P => value,
        NumberFunctionKind.Unset => double.NaN,
        _ => double.NaN,
    };
}

/// <summary>
/// How many edges a number has reached: 0 below the first, the number of edges from the last on.
/// </summary>
/// <param name="value">What is sorted in.</param>
/// <param name="edges">Ascending.</param>
internal sealed class Bucket(NumberEvaluator value, double[] edges) : NumberEvaluator
{
    public override Presence Read(FieldSource source, out double bucket)
    {
        var presence = value.Read(source, out var number);
        var at = Array.BinarySearch(edges, number);
        bucket = at < 0 ? ~at : at + 1;
        return presence;
    }

    public override PossibleTruths Possible(IReadOnlySet<int> gone) => value.Possible(gone);
}
