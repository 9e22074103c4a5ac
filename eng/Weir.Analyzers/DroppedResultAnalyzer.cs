using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// WEIR001 where a result is let go on the spot: as a statement (the void lambda and the
/// expression-bodied void member are statements too), or into a discard.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedResultAnalyzer : MustUseAnalyzer
{
    private protected override void Register(CompilationStartAnalysisContext start, MustUseTypes types)
    {
        start.RegisterOperationAction(c => Statement(c, types), OperationKind.ExpressionStatement);
        start.RegisterOperationAction(c => Discard(c, types), OperationKind.SimpleAssignment);
        start.RegisterOperationAction(
            c => Deconstruction(c, types), OperationKind.DeconstructionAssignment);
        start.RegisterOperationAction(c => OutDiscard(c, types), OperationKind.Argument);
    }

    private static void Statement(OperationAnalysisContext context, MustUseTypes types)
    {
        var dropped = ((IExpressionStatementOperation)context.Operation).Operation;
        while (dropped is IConditionalAccessOperation access)
        {
            // The whole of 'x?.F()' may have no type; what it drops is what F returns.
            dropped = access.WhenNotNull;
        }

        if (dropped is IAssignmentOperation)
        {
            return;
        }

        if (types.Holds(dropped.Type))
        {
            Report(context, dropped, "is dropped");
        }
        else if (DropsAll(dropped, types))
        {
            context.ReportDiagnostic(Rules.Unused(
                dropped.Syntax,
                "WhenAll gathers results that may be errors; keep the array and read each"));
        }
    }

    private static void Discard(OperationAnalysisContext context, MustUseTypes types)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IDiscardOperation)
        {
            return;
        }

        var value = Shapes.Bare(assignment.Value);
        if (types.Holds(value.Type))
        {
            Report(context, assignment, "is discarded", value.Type);
        }
        else if (DropsAll(value, types))
        {
            Report(context, assignment, "is discarded, together with the others of WhenAll", value.Type);
        }
    }

    private static void Deconstruction(OperationAnalysisContext context, MustUseTypes types)
    {
        foreach (var target in context.Operation.Descendants())
        {
            if (target is IDiscardOperation && types.Holds(target.Type))
            {
                Report(context, target, "is discarded");
            }
        }
    }

    /// <summary>The error of Try may be left: whoever asked knows already that it failed.</summary>
    private static void OutDiscard(OperationAnalysisContext context, MustUseTypes types)
    {
        var argument = (IArgumentOperation)context.Operation;
        if (argument is { Parameter.RefKind: RefKind.Out, Value: IDiscardOperation discard }
            && types.Holds(discard.Type)
            && !(argument.Parent is IInvocationOperation call && types.IsTry(call)))
        {
            Report(context, discard, "is discarded");
        }
    }

    /// <summary>
    /// <c>await Task.WhenAll(A(), B())</c> as a statement: the tasks live nowhere else, so their
    /// results are gone. With tasks in variables it is the usual way to wait before reading each.
    /// </summary>
    private static bool DropsAll(IOperation dropped, MustUseTypes types)
    {
        var call = dropped is IAwaitOperation { Operation: { } awaited } ? awaited : dropped;
        if (call is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } inner })
        {
            call = inner;
        }

        return call is IInvocationOperation
            {
                TargetMethod: { Name: "WhenAll", TypeArguments.Length: 1, ContainingType.Name: "Task" } it,
                Arguments.Length: 1,
            } all
            && types.Holds(it.TypeArguments[0])
            && Shapes.IsFresh(all.Arguments[0].Value);
    }

    private static void Report(
        OperationAnalysisContext context, IOperation where, string how, ITypeSymbol? type = null)
    {
        if ((type ?? where.Type) is { } lost)
        {
            context.ReportDiagnostic(Rules.Unused(
                where.Syntax,
                $"'{Rules.Show(lost)}' may be an error and {how}; "
                + "ask 'if (x.Try(out var value, out var error))', Match it or return it"));
        }
    }
}
