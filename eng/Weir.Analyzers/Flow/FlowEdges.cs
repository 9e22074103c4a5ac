using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Weir.Analyzers.Flow;

/// <summary>
/// Where control can go from each block. What the graph leaves unsaid is added here: any point of a
/// try block may continue in its handlers, and a finally continues where the branch that ran it led.
/// </summary>
internal sealed class FlowEdges
{
    private readonly ControlFlowGraph _graph;

    public FlowEdges(ControlFlowGraph graph)
    {
        _graph = graph;
    }

    /// <summary>The block that follows where the branch value is this; null where there is none.</summary>
    public static int? Next(BasicBlock block, bool answer)
    {
        var jumps = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? answer : !answer;
        var branch = block.ConditionKind != ControlFlowConditionKind.None && jumps
            ? block.ConditionalSuccessor
            : block.FallThroughSuccessor;
        return branch?.Destination?.Ordinal;
    }

    /// <summary>All blocks that may follow the end of this one; handlers are not among them.</summary>
    public IEnumerable<int> After(BasicBlock block)
    {
        if (Next(block, true) is { } whenTrue)
        {
            yield return whenTrue;
        }

        if (Next(block, false) is { } whenFalse)
        {
            yield return whenFalse;
        }

        foreach (var resumed in AfterFinally(block))
        {
            yield return resumed;
        }
    }

    /// <summary>The first blocks of the handlers that may take over anywhere within this block.</summary>
    public static IEnumerable<int> Handlers(BasicBlock block)
    {
        // A lambda's graph has a root of its own, around which the regions of its surroundings go on: their
        // blocks are another graph's.
        for (var region = block.EnclosingRegion;
            region is not null and not { Kind: ControlFlowRegionKind.Root };
            region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } whole })
            {
                foreach (var handler in whole.NestedRegions.Where(r => r != region))
                {
                    yield return handler.FirstBlockOrdinal;
                }
            }
        }
    }

    private IEnumerable<int> AfterFinally(BasicBlock block)
    {
        if (block.FallThroughSuccessor?.Semantics != ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            return [];
        }

        var region = block.EnclosingRegion;
        while (region is not null && region.Kind != ControlFlowRegionKind.Finally)
        {
            region = region.EnclosingRegion;
        }

        return region is null ? [] : BranchesThrough(region);
    }

    private IEnumerable<int> BranchesThrough(ControlFlowRegion final)
    {
        foreach (var block in _graph.Blocks)
        {
            foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
            {
                if (branch is { Destination: { } destination } && branch.FinallyRegions.Contains(final))
                {
                    yield return destination.Ordinal;
                }
            }
        }
    }
}
