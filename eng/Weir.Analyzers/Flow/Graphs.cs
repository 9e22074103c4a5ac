using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers.Flow;

/// <summary>The functions inside a function, each of which has a graph of its own.</summary>
internal static class Graphs
{
    public static IEnumerable<ControlFlowGraph> LocalFunctions(ControlFlowGraph graph) =>
        graph.LocalFunctions.Select(f => graph.GetLocalFunctionControlFlowGraph(f));

    public static IEnumerable<ControlFlowGraph> Lambdas(ControlFlowGraph graph) =>
        Operations(graph)
            .OfType<IFlowAnonymousFunctionOperation>()
            .Select(f => graph.GetAnonymousFunctionControlFlowGraph(f));

    private static IEnumerable<IOperation> Operations(ControlFlowGraph graph) =>
        graph.Blocks
            .SelectMany(b => b.BranchValue is { } value ? b.Operations.Add(value) : b.Operations)
            .SelectMany(o => o.DescendantsAndSelf());
}
