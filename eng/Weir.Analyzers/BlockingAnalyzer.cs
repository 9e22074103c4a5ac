using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// WEIR004: <c>Result</c>, <c>Wait</c> and <c>GetResult</c> of a task: they block a thread, and throw what
/// the task threw.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingAnalyzer : PathAnalyzer
{
    private const string Tasks = "System.Threading.Tasks";

    public BlockingAnalyzer()
        : base(Rules.CannotFail)
    {
    }

    private protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            static c => Check(c, ((IPropertyReferenceOperation)c.Operation).Property),
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            static c => Check(c, ((IInvocationOperation)c.Operation).TargetMethod), OperationKind.Invocation);
        context.RegisterOperationAction(
            static c => Check(c, ((IMethodReferenceOperation)c.Operation).Method),
            OperationKind.MethodReference);
    }

    private static void Check(OperationAnalysisContext context, ISymbol member)
    {
        var type = member.ContainingType;
        var blocks = member.Name switch
        {
            "Result" => type.Name is "Task" or "ValueTask" && Named.IsIn(type, Tasks),
            "Wait" or "WaitAll" or "WaitAny" => type.Name == "Task" && Named.IsIn(type, Tasks),
            "GetResult" => type.Name.EndsWith("Awaiter", StringComparison.Ordinal)
                && Named.IsIn(type, "System.Runtime.CompilerServices"),
            _ => false,
        };
        if (blocks && !Shapes.IsOnlyNamed(context.Operation))
        {
            context.ReportDiagnostic(Rules.Throws(
                context.Operation.Syntax,
                $"'{member.Name}' blocks, and throws what the task threw; await it"));
        }
    }
}
