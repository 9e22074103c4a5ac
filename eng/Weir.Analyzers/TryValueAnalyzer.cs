using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Weir.Analyzers.Flow;

namespace Weir.Analyzers;

/// <summary>WEIR001 where the value of <c>Try</c> is read although it may have answered false.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TryValueAnalyzer : MustUseAnalyzer
{
    private protected override void Register(CompilationStartAnalysisContext start, MustUseTypes types)
    {
        start.RegisterOperationBlockAction(c => Check(c, types));
    }

    private static void Check(OperationBlockAnalysisContext context, MustUseTypes types)
    {
        foreach (var body in context.OperationBlocks)
        {
            if (body.DescendantsAndSelf().Any(o => o is IInvocationOperation call && types.IsTry(call)))
            {
                TryStates.Check(
                    context.GetControlFlowGraph(body),
                    types,
                    (read, part) => context.ReportDiagnostic(Rules.Unused(read.Syntax, Message(read, part))));
            }
        }
    }

    private static string Message(IOperation read, TryPart part) => part switch
    {
        TryPart.Error => $"'{read.Syntax}' is read where Try may have answered true, without an error; "
            + "read it where Try answered false",
        TryPart.Value or TryPart.Unset or _ =>
            $"'{read.Syntax}' is read where Try may have answered false, without a value; "
            + "read it only where Try answered true",
    };
}
