using System.Globalization;
using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Compilation;

namespace Weir.Decisions.Language.Checking;

/// <content>Functions: how many arguments, of which type.</content>
internal sealed partial class Checker
{
    private Evaluator? Function(CallNode node, FunctionInfo function)
    {
        var (least, most) = function.Kind switch
        {
            FunctionKind.Abs or FunctionKind.Len or FunctionKind.Log1P or FunctionKind.Lower
                or FunctionKind.Number or FunctionKind.Present or FunctionKind.Upper => (1, 1),
            FunctionKind.EndsWith or FunctionKind.Ratio or FunctionKind.StartsWith => (2, 2),
            FunctionKind.If => (3, 3),
            FunctionKind.Bucket or FunctionKind.Max or FunctionKind.Min => (2, int.MaxValue),
            FunctionKind.Unset => (0, 0),
            _ => (0, 0),
        };
        if (node.Arguments.Length < least || node.Arguments.Length > most)
        {
            var wanted = most == int.MaxValue ? $"{least} arguments or more"
                : most == 1 ? "1 argument"
                : $"{most} arguments";
            return Refuse(Fault.Type(
                node.At,
                $"'{function.Name}' takes {wanted}, and here are {node.Arguments.Length}",
                $"write {function.Usage}"));
        }

        return Built(node, function);
    }

    private Evaluator? Built(CallNode node, FunctionInfo function) => function.Kind switch
    {
        FunctionKind.Abs => Numbers(node, NumberFunctionKind.Abs),
        FunctionKind.Bucket => Bucketed(node),
        FunctionKind.EndsWith => TextTested(node, TextTestKind.EndsWith),
        FunctionKind.If => Choice(node),
        FunctionKind.Len => Argument<TextEvaluator>(node, 0) is { } text ? new TextLength(text) : null,
        FunctionKind.Log1P => Numbers(node, NumberFunctionKind.Log1P),
        FunctionKind.Lower => InCase(node, TextCase.Lower),
        FunctionKind.Max => Numbers(node, NumberFunctionKind.Max),
        FunctionKind.Min => Numbers(node, NumberFunctionKind.Min),
        FunctionKind.Number => Argument<ConditionEvaluator>(node, 0) is { } truth
            ? new BoolNumber(truth)
            : null,
        FunctionKind.Present => Probe(node),
        FunctionKind.Ratio => Numbers(node, NumberFunctionKind.Ratio),
        FunctionKind.StartsWith => TextTested(node, TextTestKind.StartsWith),
        FunctionKind.Upper => InCase(node, TextCase.Upper),
        FunctionKind.Unset => null,
        _ => null,
    };

    private Present? Probe(CallNode node)
    {
        _probing++;
        var value = Visit(node.Arguments[0]);
        _probing--;
        return value is null ? null : new Present(value);
    }

    private T? Argument<T>(CallNode node, int index)
        where T : Evaluator => Want<T>(node.Arguments[index], $"'{node.Name}'");

    private NumberFunction? Numbers(CallNode node, NumberFunctionKind kind)
    {
        var arguments = new NumberEvaluator[node.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Argument<NumberEvaluator>(node, i) is not { } argument)
            {
                return null;
            }

            arguments[i] = argument;
        }

        return new NumberFunction(kind, arguments);
    }

    private TextTest? TextTested(CallNode node, TextTestKind kind) =>
        Argument<TextEvaluator>(node, 0) is { } text && Argument<TextEvaluator>(node, 1) is { } part
            ? new TextTest(kind, text, part)
            : null;

    private Cased? InCase(CallNode node, TextCase casing) =>
        Argument<TextEvaluator>(node, 0) is { } text ? new Cased(text, casing) : null;

    private Bucket? Bucketed(CallNode node)
    {
        if (Argument<NumberEvaluator>(node, 0) is not { } value)
        {
            return null;
        }

        var edges = new double[node.Arguments.Length - 1];
        for (var i = 0; i < edges.Length; i++)
        {
            if (node.Arguments[i + 1] is not NumberNode edge)
            {
                Refuse(Fault.Type(node.Arguments[i + 1].At, "an edge of 'bucket' is a plain number"));
                return null;
            }

            if (i > 0 && edge.Value <= edges[i - 1])
            {
                var before = edges[i - 1].ToString("R", CultureInfo.InvariantCulture);
                Refuse(Fault.Type(edge.At, $"the edges of 'bucket' ascend, and this is not above {before}"));
                return null;
            }

            edges[i] = edge.Value;
        }

        return new Bucket(value, edges);
    }

    private Evaluator? Choice(CallNode node)
    {
        if (Argument<ConditionEvaluator>(node, 0) is not { } condition
            || Visit(node.Arguments[1]) is not { } yes
            || Visit(node.Arguments[2]) is not { } no)
        {
            return null;
        }

        return (yes, no) switch
        {
            (ConditionEvaluator a, ConditionEvaluator b) => new BoolChoice(condition, a, b),
            (NumberEvaluator a, NumberEvaluator b) => new NumberChoice(condition, a, b),
            (TextEvaluator a, TextEvaluator b) => new TextChoice(condition, a, b),
            (AddressEvaluator, AddressEvaluator) =>
                Refuse(Fault.Type(node.At, "'if' chooses between conditions, numbers or texts")),
            _ => Refuse(Fault.Type(
                node.Arguments[2].At,
                "'if' chooses between values of one type; these are "
                + $"{yes.Type.Named()} and {no.Type.Named()}")),
        };
    }
}
