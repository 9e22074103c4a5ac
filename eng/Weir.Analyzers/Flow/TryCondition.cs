using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers.Flow;

/// <summary>A branch that asks one <c>Try</c>, possibly inverted (<c>!</c>, <c>== false</c>).</summary>
internal readonly struct TryCondition
{
    private readonly bool _inverted;

    private TryCondition(IInvocationOperation call, bool inverted)
    {
        Call = call;
        _inverted = inverted;
    }

    public IInvocationOperation Call { get; }

    /// <summary>Whether Try answered true, given what the whole condition came to.</summary>
    public bool HasValue(bool condition) => condition != _inverted;

    /// <summary>Null where the branch asks something else.</summary>
    public static TryCondition? Of(IOperation? condition, MustUseTypes types)
    {
        var inverted = false;
        while (condition is not null)
        {
            switch (condition)
            {
                case IInvocationOperation call when types.IsTry(call):
                    return new TryCondition(call, inverted);

                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    inverted = !inverted;
                    condition = not.Operand;
                    break;

                case IIsPatternOperation { Pattern: IConstantPatternOperation pattern } asked
                    when pattern.Value.ConstantValue.Value is bool wanted:
                    inverted ^= !wanted;
                    condition = asked.Value;
                    break;

                case IBinaryOperation { RightOperand.ConstantValue.Value: bool wanted } compared:
                    inverted ^= wanted != (compared.OperatorKind == BinaryOperatorKind.Equals);
                    condition = compared.LeftOperand;
                    break;

                default:
                    return null;
            }
        }

        return null;
    }
}
