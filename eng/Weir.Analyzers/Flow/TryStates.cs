using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers.Flow;

/// <summary>What an out variable of <c>Try</c> may be missing at a point of the program.</summary>
internal enum TryPart
{
    Unset = 0,
    Value,
    Error,
}

/// <summary>
/// Where a value is read although <c>Try</c> may have answered false, or an error although it may have
/// answered true: a forward pass that carries, for each out variable, that it may hold nothing.
/// </summary>
internal sealed class TryStates
{
    private static readonly ImmutableDictionary<ISymbol, TryPart> Nothing =
        ImmutableDictionary.Create<ISymbol, TryPart>(SymbolEqualityComparer.Default);

    private readonly ControlFlowGraph _graph;
    private readonly MustUseTypes _types;
    private readonly FlowEdges _edges;
    private readonly ImmutableArray<FlowEvent>[] _events;
    private readonly ImmutableDictionary<ISymbol, TryPart>?[] _before;
    private readonly Action<IOperation, TryPart> _report;

    private TryStates(ControlFlowGraph graph, MustUseTypes types, Action<IOperation, TryPart> report)
    {
        _graph = graph;
        _types = types;
        _edges = new FlowEdges(graph);
        _events = FlowEvents.Of(graph, types);
        _before = new ImmutableDictionary<ISymbol, TryPart>?[graph.Blocks.Length];
        _report = report;
    }

    public static void Check(
        ControlFlowGraph graph, MustUseTypes types, Action<IOperation, TryPart> report) =>
        Check(graph, types, Nothing, report);

    private static void Check(
        ControlFlowGraph graph,
        MustUseTypes types,
        ImmutableDictionary<ISymbol, TryPart> entry,
        Action<IOperation, TryPart> report)
    {
        var states = new TryStates(graph, types, report);
        states.Settle(entry);
        foreach (var block in graph.Blocks)
        {
            states.Run(block, reporting: true);
        }

        foreach (var inner in Graphs.LocalFunctions(graph))
        {
            // Who calls it, and when, is not followed: what it shares is taken to be proven.
            Check(inner, types, Nothing, report);
        }
    }

    private void Settle(ImmutableDictionary<ISymbol, TryPart> entry)
    {
        var waiting = new Queue<int>();
        Flow(0, entry, waiting);
        while (waiting.Count > 0)
        {
            var block = _graph.Blocks[waiting.Dequeue()];
            var after = Run(block, reporting: false);
            foreach (var handler in FlowEdges.Handlers(block))
            {
                // Anything that held nothing at some point of the block may still hold nothing there.
                Flow(handler, Anywhere(block, after), waiting);
            }

            var asked = TryCondition.Of(block.BranchValue, _types);
            foreach (var next in _edges.After(block))
            {
                Flow(next, asked is { } condition ? Answered(block, next, condition, after) : after, waiting);
            }
        }
    }

    private ImmutableDictionary<ISymbol, TryPart> Answered(
        BasicBlock block, int next, TryCondition asked, ImmutableDictionary<ISymbol, TryPart> after)
    {
        var whenTrue = FlowEdges.Next(block, true) == next;
        var whenFalse = FlowEdges.Next(block, false) == next;
        var state = after;
        if (whenTrue == whenFalse)
        {
            return Missing(state, asked.Call, TryPart.Value);
        }

        return Missing(state, asked.Call, asked.HasValue(whenTrue) ? TryPart.Error : TryPart.Value);
    }

    /// <summary>Of the two out variables, one holds nothing and the other what it should.</summary>
    private static ImmutableDictionary<ISymbol, TryPart> Missing(
        ImmutableDictionary<ISymbol, TryPart> state, IInvocationOperation call, TryPart missing)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out } parameter
                && Shapes.Variable(argument.Value) is { } variable)
            {
                var part = parameter.Ordinal == 0 ? TryPart.Value : TryPart.Error;
                state = part == missing ? state.SetItem(variable, part) : state.Remove(variable);
            }
        }

        return state;
    }

    private ImmutableDictionary<ISymbol, TryPart> Anywhere(
        BasicBlock block, ImmutableDictionary<ISymbol, TryPart> after)
    {
        var state = Join(_before[block.Ordinal] ?? Nothing, after);
        foreach (var happened in _events[block.Ordinal])
        {
            if (happened is { Kind: FlowEventKind.Try, At: IInvocationOperation call })
            {
                state = Join(state, Missing(Nothing, call, TryPart.Value));
            }
        }

        return state;
    }

    private void Flow(int block, ImmutableDictionary<ISymbol, TryPart> state, Queue<int> waiting)
    {
        var known = _before[block];
        var joined = known is null ? state : Join(known, state);
        if (known is null || joined.Count > known.Count)
        {
            _before[block] = joined;
            waiting.Enqueue(block);
        }
    }

    private static ImmutableDictionary<ISymbol, TryPart> Join(
        ImmutableDictionary<ISymbol, TryPart> one, ImmutableDictionary<ISymbol, TryPart> other) =>
        one.AddRange(other.Where(pair => !one.ContainsKey(pair.Key)));

    /// <summary>Carries the state through a block; a block never reached has none.</summary>
    private ImmutableDictionary<ISymbol, TryPart> Run(BasicBlock block, bool reporting)
    {
        if (_before[block.Ordinal] is not { } state)
        {
            return Nothing;
        }

        foreach (var happened in _events[block.Ordinal])
        {
            state = After(happened, state, reporting);
        }

        return state;
    }

    private ImmutableDictionary<ISymbol, TryPart> After(
        FlowEvent happened, ImmutableDictionary<ISymbol, TryPart> state, bool reporting)
    {
        switch (happened.Kind)
        {
            case FlowEventKind.Write when happened.Variable is { } variable:
                return state.Remove(variable);

            case FlowEventKind.Try when happened.At is IInvocationOperation call && !IsKept(call):
                return Missing(state, call, TryPart.Value);

            case FlowEventKind.Read when reporting
                && happened.Variable is { } variable && state.TryGetValue(variable, out var part):
                _report(happened.At, part);
                return state;

            case FlowEventKind.Lambda when reporting && happened.At is IFlowAnonymousFunctionOperation lambda:
                Check(_graph.GetAnonymousFunctionControlFlowGraph(lambda), _types, state, _report);
                return state;

            case FlowEventKind.Unset:
            case FlowEventKind.Read:
            case FlowEventKind.Write:
            case FlowEventKind.Lambda:
            case FlowEventKind.Try:
            default:
                return state;
        }
    }

    /// <summary>
    /// The graph keeps the answer aside (a choice between two Trys as one condition): which branch it
    /// led to is then not known, and no report is better than a false one.
    /// </summary>
    private static bool IsKept(IInvocationOperation call) => call.Parent is IFlowCaptureOperation;
}
