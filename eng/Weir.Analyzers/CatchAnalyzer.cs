using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>WEIR004: a catch outside a boundary, a boundary without a reason or without a catch.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CatchAnalyzer : PathAnalyzer
{
    public CatchAnalyzer()
        : base(Rules.CannotFail)
    {
    }

    private protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(Catch, OperationKind.CatchClause);
        context.RegisterOperationBlockAction(Member);
    }

    private static void Catch(OperationAnalysisContext context)
    {
        // One that has a mark without a reason is reported at the mark.
        if (!Boundaries.Covers(context.ContainingSymbol, context.Operation)
            && Boundaries.Mark(context.ContainingSymbol) is null)
        {
            context.ReportDiagnostic(Rules.Throws(
                context.Operation.Syntax,
                "exceptions are caught in a method marked [Boundary(\"why\")] that turns them into a value"));
        }
    }

    private static void Member(OperationBlockAnalysisContext context)
    {
        var member = context.OwningSymbol;
        if (Boundaries.Mark(member)?.ApplicationSyntaxReference is not { } reference)
        {
            return;
        }

        var mark = reference.GetSyntax(context.CancellationToken);
        if (!Boundaries.Says(member))
        {
            context.ReportDiagnostic(Rules.Throws(mark, "a boundary says why it may catch"));
        }
        else if (!context.OperationBlocks.Any(b => b.Descendants().Any(o => o is ICatchClauseOperation)))
        {
            context.ReportDiagnostic(Rules.Throws(
                mark, "a boundary without a catch is none: take the mark away"));
        }
    }
}
