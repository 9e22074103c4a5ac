using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weir.Analyzers.Flow;

/// <summary>Turns the operations of each block of a graph into the events that the analyses follow.</summary>
internal sealed class FlowEvents
{
    private readonly MustUseTypes _types;
    private readonly Dictionary<CaptureId, ISymbol> _targets = new();
    private ImmutableArray<FlowEvent>.Builder _found = ImmutableArray.CreateBuilder<FlowEvent>();

    private FlowEvents(MustUseTypes types)
    {
        _types = types;
    }

    /// <summary>The events of every block, indexed by the block's ordinal.</summary>
    public static ImmutableArray<FlowEvent>[] Of(ControlFlowGraph graph, MustUseTypes types)
    {
        var reader = new FlowEvents(types);
        reader.FindTargets(graph);
        var blocks = new ImmutableArray<FlowEvent>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            reader._found = ImmutableArray.CreateBuilder<FlowEvent>();
            foreach (var operation in block.Operations)
            {
                reader.Visit(operation);
            }

            if (block.BranchValue is { } value)
            {
                reader.Visit(value);
            }

            blocks[block.Ordinal] = reader._found.ToImmutable();
        }

        return blocks;
    }

    /// <summary>
    /// In <c>x = c ? F() : G()</c> the graph first captures the place x, then evaluates, then assigns to
    /// the capture. Such a capture is no reading of x.
    /// </summary>
    private void FindTargets(ControlFlowGraph graph)
    {
        var captured = new Dictionary<CaptureId, ISymbol>();
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is IFlowCaptureOperation capture
                    && Shapes.Variable(capture.Value) is { } variable)
                {
                    captured[capture.Id] = variable;
                }

                foreach (var inner in operation.DescendantsAndSelf())
                {
                    if (inner is ISimpleAssignmentOperation { Target: IFlowCaptureReferenceOperation target }
                        && captured.TryGetValue(target.Id, out var assigned))
                    {
                        _targets[target.Id] = assigned;
                    }
                }
            }
        }
    }

    private void Visit(IOperation operation)
    {
        switch (operation)
        {
            case INameOfOperation:
            case IFlowCaptureOperation capture when _targets.ContainsKey(capture.Id):
                return;

            case ILocalReferenceOperation or IParameterReferenceOperation:
                Add(FlowEventKind.Read, operation, Shapes.Variable(operation));
                return;

            case ISimpleAssignmentOperation assignment:
                Visit(assignment.Value);
                Write(assignment.Target, assignment);
                return;

            case IDeconstructionAssignmentOperation deconstruction:
                Visit(deconstruction.Value);
                Write(deconstruction.Target, deconstruction);
                return;

            case IArgumentOperation { Parameter.RefKind: RefKind.Out } argument:
                Write(argument.Value, argument);
                return;

            case IFlowAnonymousFunctionOperation:
                Add(FlowEventKind.Lambda, operation);
                return;

            default:
                VisitChildren(operation);
                After(operation);
                return;
        }
    }

    private void After(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call when _types.IsTry(call):
                Add(FlowEventKind.Try, call);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } name }:
                Add(FlowEventKind.Write, operation, name);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } name }:
                Add(FlowEventKind.Write, operation, name);
                break;
            default:
                break;
        }
    }

    private void VisitChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            Visit(child);
        }
    }

    private void Write(IOperation target, IOperation at)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    Write(element, element);
                }

                break;

            case IDeclarationExpressionOperation { Expression: { } declared }:
                Write(declared, at);
                break;

            case IFlowCaptureReferenceOperation capture
                when _targets.TryGetValue(capture.Id, out var variable):
                Add(FlowEventKind.Write, at, variable);
                break;

            default:
                if (Shapes.Variable(target) is { } named)
                {
                    Add(FlowEventKind.Write, at, named);
                }
                else
                {
                    Visit(target);
                }

                break;
        }
    }

    private void Add(FlowEventKind kind, IOperation at, ISymbol? variable = null) =>
        _found.Add(new FlowEvent(kind, at, variable));
}
