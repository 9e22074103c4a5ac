using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>WEIR001 where the answer of <c>Try</c> is neither a condition nor returned.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TryConditionAnalyzer : MustUseAnalyzer
{
    private const string Message =
        "Try answers whether there is a value, and the answer decides nothing here; "
        + "write 'if (x.Try(out var value, out var error))'";

    private protected override void Register(CompilationStartAnalysisContext start, MustUseTypes types)
    {
        start.RegisterOperationAction(c => Call(c, types), OperationKind.Invocation);
        start.RegisterOperationAction(c => Reference(c, types), OperationKind.MethodReference);
    }

    private static void Call(OperationAnalysisContext context, MustUseTypes types)
    {
        if (types.IsTry((IInvocationOperation)context.Operation) && !Decides(context.Operation))
        {
            context.ReportDiagnostic(Rules.Unused(context.Operation.Syntax, Message));
        }
    }

    /// <summary>Try as a delegate would be called where no condition can be seen.</summary>
    private static void Reference(OperationAnalysisContext context, MustUseTypes types)
    {
        if (types.IsTry(((IMethodReferenceOperation)context.Operation).Method))
        {
            context.ReportDiagnostic(Rules.Unused(context.Operation.Syntax, Message));
        }
    }

    private static bool Decides(IOperation answer)
    {
        var below = answer;
        for (var above = answer.Parent; above is not null; above = above.Parent)
        {
            switch (above)
            {
                case IConditionalOperation choice when choice.Condition == below:
                case ILoopOperation:
                case ISwitchExpressionArmOperation arm when arm.Guard == below:
                case IPatternCaseClauseOperation clause when clause.Guard == below:
                case ICatchClauseOperation handler when handler.Filter == below:
                case IReturnOperation { Kind: OperationKind.Return }:
                    return true;

                case IConditionalOperation:
                case ISwitchExpressionArmOperation:
                case ISwitchExpressionOperation expression when expression.Value != below:
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                case IBinaryOperation
                {
                    OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr
                        or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals,
                }:
                case IIsPatternOperation { Pattern: IConstantPatternOperation }:
                case IParenthesizedOperation:
                    // Still the answer, or a choice between answers: whoever takes it must be a condition.
                    break;

                default:
                    return false;
            }

            below = above;
        }

        return false;
    }
}
