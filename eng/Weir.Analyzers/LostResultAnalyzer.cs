using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// WEIR001 where the type forgets the result: a task of it seen as a plain task, a method handed to a
/// delegate that returns less, a continuation that gets the task and may ignore it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostResultAnalyzer : MustUseAnalyzer
{
    private protected override void Register(CompilationStartAnalysisContext start, MustUseTypes types)
    {
        start.RegisterOperationAction(c => Conversion(c, types), OperationKind.Conversion);
        start.RegisterOperationAction(c => Delegate(c, types), OperationKind.DelegateCreation);
        start.RegisterOperationAction(c => Continuation(c, types), OperationKind.Invocation);
    }

    /// <summary>
    /// <c>Task t = A();</c>, <c>return A();</c> from a method that returns Task, <c>A().Forget()</c>.
    /// A task that a field or another variable still holds may be seen as a plain one; but returned
    /// as one, a local is as good as lost.
    /// </summary>
    private static void Conversion(OperationAnalysisContext context, MustUseTypes types)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (conversion is { OperatorMethod: null, Type.Name: "Task" or "ValueTask" }
            && types.HoldsLater(conversion.Operand.Type)
            && !types.Holds(conversion.Type)
            && (Shapes.IsFresh(conversion.Operand) || IsReturnedVariable(conversion)))
        {
            Report(context, conversion.Operand, conversion.Operand.Type, "becomes a plain task");
        }
    }

    private static bool IsReturnedVariable(IConversionOperation conversion) =>
        conversion.Parent is IReturnOperation && Shapes.Variable(conversion.Operand) is not null;

    private static void Delegate(OperationAnalysisContext context, MustUseTypes types)
    {
        var creation = (IDelegateCreationOperation)context.Operation;
        if (creation.Target is IMethodReferenceOperation { Method: { } method }
            && types.Holds(method.ReturnType)
            && creation.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: { } seen }
            && !types.Holds(seen)
            && seen.TypeKind != TypeKind.TypeParameter)
        {
            Report(context, creation, method.ReturnType, "is lost by a delegate that does not return it");
        }
    }

    private static void Continuation(OperationAnalysisContext context, MustUseTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is { TargetMethod.Name: "ContinueWith", Instance.Type: { } task } && types.HoldsLater(task))
        {
            Report(context, call, task, "goes to a continuation that need not look at it");
        }
    }

    private static void Report(
        OperationAnalysisContext context, IOperation where, ITypeSymbol? type, string how)
    {
        if (type is not null)
        {
            context.ReportDiagnostic(Rules.Unused(
                where.Syntax,
                $"'{Rules.Show(type)}' may hold an error and {how}; await it and read the result"));
        }
    }
}
