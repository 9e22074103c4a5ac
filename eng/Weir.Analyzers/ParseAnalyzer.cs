using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>
/// WEIR004: <c>int.Parse</c> and its kin, which throw on text that is not one. A constant cannot surprise,
/// and a boundary may parse where its own catch translates.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParseAnalyzer : PathAnalyzer
{
    public ParseAnalyzer()
        : base(Rules.CannotFail)
    {
    }

    private protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(Call, OperationKind.Invocation);
        context.RegisterOperationAction(Delegate, OperationKind.MethodReference);
    }

    private static void Call(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsParse(call.TargetMethod)
            && !(Text(call) is { } text && IsConstant(text))
            && !Boundaries.Catches(context.ContainingSymbol, call))
        {
            Report(context, call.TargetMethod);
        }
    }

    private static void Delegate(OperationAnalysisContext context)
    {
        var method = ((IMethodReferenceOperation)context.Operation).Method;
        if (IsParse(method))
        {
            Report(context, method);
        }
    }

    private static void Report(OperationAnalysisContext context, IMethodSymbol method) =>
        context.ReportDiagnostic(Rules.Throws(
            context.Operation.Syntax,
            $"'{Rules.Show(method.ContainingType)}.{method.Name}' throws on text that is not one; "
            + "ask its Try form"));

    /// <summary>Ours return values; what is called so in the platform throws.</summary>
    private static bool IsParse(IMethodSymbol method) =>
        method is { IsStatic: true, Name: "Parse" or "ParseExact" or "ParseList" or "ParseStrictList" }
        && (Named.IsBelow(method.ContainingType, "System")
            || Named.IsBelow(method.ContainingType, "Microsoft"));

    /// <summary>What is parsed comes first, or after the type (<c>Enum.Parse</c>); a format later.</summary>
    private static IOperation? Text(IInvocationOperation call) => call.Arguments
        .Where(a => a.Parameter?.Type.Name is "String" or "ReadOnlySpan" or "StringSegment")
        .OrderBy(a => a.Parameter?.Ordinal)
        .FirstOrDefault()?.Value;

    private static bool IsConstant(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value.ConstantValue.HasValue || value is IUtf8StringOperation;
    }
}
