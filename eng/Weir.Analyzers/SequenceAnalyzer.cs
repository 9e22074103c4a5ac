using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers;

/// <summary>WEIR004: LINQ that throws where a sequence is empty, or holds more than one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SequenceAnalyzer : PathAnalyzer
{
    public SequenceAnalyzer()
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
        if (Instead(call.TargetMethod) is { } instead && !IsNeverEmpty(call))
        {
            Report(context, call.TargetMethod, instead);
        }
    }

    private static void Delegate(OperationAnalysisContext context)
    {
        var reference = (IMethodReferenceOperation)context.Operation;
        if (Instead(reference.Method) is { } instead)
        {
            Report(context, reference.Method, instead);
        }
    }

    private static void Report(OperationAnalysisContext context, IMethodSymbol method, string instead) =>
        context.ReportDiagnostic(Rules.Throws(
            context.Operation.Syntax,
            $"'{method.Name}' throws where the sequence is not as expected; {instead}"));

    /// <summary>What to write instead; null where the method does not throw by itself.</summary>
    private static string? Instead(IMethodSymbol method)
    {
        if (!IsLinq(method.ContainingType))
        {
            return null;
        }

        var name = method.Name.EndsWith("Async", StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - "Async".Length)
            : method.Name;
        return name switch
        {
            "First" or "Last" or "ElementAt" => $"ask {name}OrDefault, or match a list pattern",
            "Single" or "SingleOrDefault" => "match the list pattern [var one], or ask FirstOrDefault",
            "Min" or "Max" or "Average" or "MinBy" or "MaxBy" =>
                Named.IsBareValue(Result(method)) ? "make the values nullable, or add DefaultIfEmpty" : null,
            "Aggregate" => method.TypeParameters.Length == 1 ? "give it a seed" : null,
            _ => null,
        };
    }

    private static bool IsLinq(INamedTypeSymbol type) =>
        type.Name is "Enumerable" or "Queryable" or "ParallelEnumerable" or "AsyncEnumerable"
            or "ImmutableArrayExtensions"
        && Named.IsIn(type, "System.Linq");

    /// <summary>What is awaited, or returned at once.</summary>
    private static ITypeSymbol Result(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { Name: "ValueTask" or "Task", TypeArguments.Length: 1 } later
            ? later.TypeArguments[0]
            : method.ReturnType;

    /// <summary>
    /// <c>sizes.DefaultIfEmpty().Max()</c>: the step before makes sure of one element. A group of GroupBy has
    /// one, or it would not be there.
    /// </summary>
    private static bool IsNeverEmpty(IInvocationOperation call)
    {
        var source = call.Instance
            ?? call.Arguments.FirstOrDefault(a => a.Parameter is { Ordinal: 0 })?.Value;
        return call.TargetMethod.Name
                is "First" or "Last" or "Min" or "Max" or "Average" or "MinBy" or "MaxBy" or "Aggregate"
            && HasNoCondition(call)
            && source is not null
            && HasOne(Shapes.Bare(source));
    }

    private static bool HasOne(IOperation source) =>
        (source is IInvocationOperation { TargetMethod: { } before }
            && before.Name is "DefaultIfEmpty" or "Append" or "Prepend"
            && IsLinq(before.ContainingType))
        || (source.Type is { Name: "IGrouping" } && Named.IsIn(source.Type, "System.Linq"));

    /// <summary>First and Last with a condition may find nothing in a full sequence.</summary>
    private static bool HasNoCondition(IInvocationOperation call) =>
        call.TargetMethod.Name is not ("First" or "Last") || call.Arguments.Length < 2;
}
