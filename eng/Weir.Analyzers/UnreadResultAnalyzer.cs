using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weir.Analyzers.Flow;

namespace Weir.Analyzers;

/// <summary>WEIR001 where a result is stored in a variable and no path reads it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadResultAnalyzer : MustUseAnalyzer
{
    private protected override void Register(CompilationStartAnalysisContext start, MustUseTypes types)
    {
        start.RegisterOperationBlockAction(c => Check(c, types));
    }

    private static void Check(OperationBlockAnalysisContext context, MustUseTypes types)
    {
        foreach (var body in context.OperationBlocks)
        {
            var variables = BodyVariables.Of(body, types);
            if (variables.Any)
            {
                var graph = context.GetControlFlowGraph(body);
                Follow(context, graph, types, variables.Own);
                ReportNeverRead(context, variables);
            }
        }
    }

    private static void Follow(
        OperationBlockAnalysisContext context,
        ControlFlowGraph graph,
        MustUseTypes types,
        HashSet<ISymbol> followed)
    {
        foreach (var unread in Liveness.UnreadWrites(graph, types, followed))
        {
            if (unread.Variable is { } variable && !IsPlaceholder(unread.At))
            {
                Report(context, Place(unread, variable), variable);
            }
        }

        foreach (var inner in Graphs.LocalFunctions(graph).Concat(Graphs.Lambdas(graph)))
        {
            Follow(context, inner, types, followed);
        }
    }

    /// <summary>
    /// Variables that a lambda shares have no single order of reads and writes: for them it only
    /// counts whether anybody reads at all.
    /// </summary>
    private static void ReportNeverRead(OperationBlockAnalysisContext context, BodyVariables variables)
    {
        foreach (var shared in variables.SharedUnread)
        {
            if (shared.DeclaringSyntaxReferences.FirstOrDefault() is { } declared)
            {
                Report(context, declared.GetSyntax(context.CancellationToken), shared);
            }
        }
    }

    /// <summary><c>var o = default(...)</c> or a constant: nothing was computed, nothing is lost.</summary>
    private static bool IsPlaceholder(IOperation write) =>
        write is ISimpleAssignmentOperation assignment
        && Shapes.Bare(assignment.Value) is var value
        && (value is IDefaultValueOperation || value.ConstantValue.HasValue);

    /// <summary>A loop variable is written by the whole loop; its own name is the better place.</summary>
    private static SyntaxNode Place(FlowEvent unread, ISymbol variable) =>
        unread.At is ISimpleAssignmentOperation { IsImplicit: false } or IArgumentOperation
            ? unread.At.Syntax
            : variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() ?? unread.At.Syntax;

    private static void Report(OperationBlockAnalysisContext context, SyntaxNode where, ISymbol variable)
    {
        if (Shapes.TypeOf(variable) is { } type)
        {
            context.ReportDiagnostic(Rules.Unused(
                where,
                $"'{variable.Name}' gets a '{Rules.Show(type)}' that may be an error and is never read; "
                + "ask 'if (x.Try(out var value, out var error))', Match it or return it"));
        }
    }
}
