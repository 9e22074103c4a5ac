using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Weir.Analyzers.Flow;

/// <summary>
/// Which writes nobody reads: a backward pass that asks, after each write, whether some path from
/// there reads the variable before it is written again.
/// </summary>
internal sealed class Liveness
{
    private readonly ControlFlowGraph _graph;
    private readonly FlowEdges _edges;
    private readonly ImmutableArray<FlowEvent>[] _events;
    private readonly HashSet<ISymbol> _followed;
    private readonly HashSet<ISymbol>[] _before;

    private Liveness(ControlFlowGraph graph, MustUseTypes types, HashSet<ISymbol> followed)
    {
        _graph = graph;
        _edges = new FlowEdges(graph);
        _events = FlowEvents.Of(graph, types);
        _followed = followed;
        _before = new HashSet<ISymbol>[graph.Blocks.Length];
        for (var i = 0; i < _before.Length; i++)
        {
            _before[i] = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        }
    }

    /// <param name="graph">The body of one function.</param>
    /// <param name="types">Which types are must-use.</param>
    /// <param name="followed">The variables to follow; each belongs to this function alone.</param>
    public static IEnumerable<FlowEvent> UnreadWrites(
        ControlFlowGraph graph, MustUseTypes types, HashSet<ISymbol> followed)
    {
        var liveness = new Liveness(graph, types, followed);
        liveness.Settle();
        return liveness.Unread();
    }

    /// <summary>Sets only grow, and are bounded by the variables followed: this ends.</summary>
    private void Settle()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = _graph.Blocks.Length - 1; i >= 0; i--)
            {
                var live = Run(_graph.Blocks[i], null);
                live.ExceptWith(_before[i]);
                if (live.Count > 0)
                {
                    _before[i].UnionWith(live);
                    changed = true;
                }
            }
        }
    }

    private List<FlowEvent> Unread()
    {
        var found = new List<FlowEvent>();
        foreach (var block in _graph.Blocks)
        {
            if (block.IsReachable)
            {
                Run(block, found);
            }
        }

        return found;
    }

    /// <summary>Goes through a block backwards; what is live before it is the answer.</summary>
    private HashSet<ISymbol> Run(BasicBlock block, List<FlowEvent>? unread)
    {
        var rescued = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var handler in FlowEdges.Handlers(block))
        {
            rescued.UnionWith(_before[handler]);
        }

        var live = new HashSet<ISymbol>(rescued, SymbolEqualityComparer.Default);
        foreach (var next in _edges.After(block))
        {
            live.UnionWith(_before[next]);
        }

        var events = _events[block.Ordinal];
        for (var i = events.Length - 1; i >= 0; i--)
        {
            if (events[i].Variable is not { } variable || !_followed.Contains(variable))
            {
                continue;
            }

            if (events[i].Kind == FlowEventKind.Read)
            {
                live.Add(variable);
            }
            else if (!live.Contains(variable))
            {
                unread?.Add(events[i]);
            }
            else if (!rescued.Contains(variable))
            {
                live.Remove(variable);
            }
        }

        return live;
    }
}
