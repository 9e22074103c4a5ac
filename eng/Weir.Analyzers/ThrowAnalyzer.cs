using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>WEIR003: a throw that is neither a guard nor the rethrow of a boundary.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThrowAnalyzer : PathAnalyzer
{
    public ThrowAnalyzer()
        : base(Rules.ThrowNothing)
    {
    }

    private protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(Throw, OperationKind.Throw);
        context.RegisterOperationAction(Call, OperationKind.Invocation);
    }

    private static void Throw(OperationAnalysisContext context)
    {
        var thrown = (IThrowOperation)context.Operation;
        if (thrown.Exception is null)
        {
            if (!Boundaries.Covers(context.ContainingSymbol, thrown))
            {
                context.ReportDiagnostic(Rules.Thrown(
                    thrown.Syntax, "only a method marked [Boundary(\"why\")] may rethrow what it caught"));
            }
        }
        else if (!Guards.Is(thrown, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Rules.Thrown(thrown.Syntax, Guards.Advice(thrown)));
        }
    }

    /// <summary>A throw that is written as a call, and keeps the stack of a caught exception.</summary>
    private static void Call(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "Throw", ContainingType: { Name: "ExceptionDispatchInfo" } type }
            && Named.IsIn(type, "System.Runtime.ExceptionServices")
            && !Boundaries.Covers(context.ContainingSymbol, call))
        {
            context.ReportDiagnostic(Rules.Thrown(
                call.Syntax, "ExceptionDispatchInfo.Throw is a throw; return what went wrong"));
        }
    }
}
