using System.Collections.Immutable;
using Weir.Decisions.Language.Ast;
using Weir.Decisions.Language.Compilation;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Language.Checking;

/// <param name="Root">What evaluates the whole.</param>
/// <param name="Fields">Places of the fields that are read, ascending.</param>
/// <param name="Probed">Places of those that <c>present(...)</c> reads, ascending.</param>
internal sealed record Checked(Evaluator Root, ImmutableArray<int> Fields, ImmutableArray<int> Probed);

/// <summary>
/// Gives names their fields and every node its type, and so its evaluator. It recurses as deep as the
/// tree, which the parser has bounded. A method that answers null has said why in <see cref="_fault"/>.
/// </summary>
internal sealed partial class Checker
{
    private readonly FieldCatalogue _catalogue;
    private readonly PatternAllowance _allowance;
    private readonly SortedSet<int> _read = [];
    private readonly SortedSet<int> _probed = [];

    /// <summary>How many <c>present(...)</c> stand around what is visited.</summary>
    private int _probing;
    private Fault _fault;

    private Checker(FieldCatalogue catalogue, PatternAllowance allowance) =>
        (_catalogue, _allowance) = (catalogue, allowance);

    public static Outcome<Checked, Fault> Check(
        Node node, FieldCatalogue catalogue, PatternAllowance allowance)
    {
        var checker = new Checker(catalogue, allowance);
        return checker.Visit(node) is { } root
            ? Outcome<Checked, Fault>.Ok(new Checked(root, [.. checker._read], [.. checker._probed]))
            : Outcome<Checked, Fault>.Fail(checker._fault);
    }

    private Evaluator? Visit(Node node) => node switch
    {
        BoolNode constant => new BoolConstant(constant.Value),
        NumberNode constant => new NumberConstant(constant.Value),
        TextNode constant => new TextConstant(constant.Value),
        AddressNode constant => Address(constant),
        NameNode name => Name(name),
        CallNode call => Call(call),
        IndexNode index => Index(index),
        NotNode not => Want<ConditionEvaluator>(not.Operand, "'not'") is { } operand
            ? new Negation(operand)
            : null,
        NegateNode sign => Want<NumberEvaluator>(sign.Operand, "'-'") is { } operand
            ? new NumberFunction(NumberFunctionKind.Negate, [operand])
            : null,
        LogicNode logic => Logic(logic),
        CompareNode compare => Compare(compare),
        InNode membership => Membership(membership),
        ArithmeticNode arithmetic => Arithmetic(arithmetic),
        _ => Refuse(Fault.Syntax(node.At, "this cannot be read")),
    };

    private ConditionEvaluator? Logic(LogicNode node)
    {
        var word = node.Operator switch
        {
            LogicOperator.And => "'and'",
            LogicOperator.Or => "'or'",
            LogicOperator.Xor => "'xor'",
            LogicOperator.Unset => "this operator",
            _ => "this operator",
        };
        var operands = new ConditionEvaluator[node.Operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            if (Want<ConditionEvaluator>(node.Operands[i], word) is not { } operand)
            {
                return null;
            }

            operands[i] = operand;
        }

        return node.Operator switch
        {
            LogicOperator.And => new Junction(operands, Truth.False),
            LogicOperator.Or => new Junction(operands, Truth.True),
            LogicOperator.Xor => new Parity(operands),
            LogicOperator.Unset => null,
            _ => null,
        };
    }

    private Chain? Arithmetic(ArithmeticNode node)
    {
        const string user = "arithmetic";
        if (Want<NumberEvaluator>(node.First, user) is not { } first)
        {
            return null;
        }

        var terms = new (ArithmeticOperator, NumberEvaluator)[node.Terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            if (Want<NumberEvaluator>(node.Terms[i].Operand, user) is not { } operand)
            {
                return null;
            }

            terms[i] = (node.Terms[i].Operator, operand);
        }

        return new Chain(first, terms);
    }

    private AddressConstant? Address(AddressNode node)
    {
        if (node.Value.IsSingle)
        {
            return new AddressConstant(node.Value.Key);
        }

        Refuse(Fault.Type(node.At, "a network stands only inside a set", "write 'in {...}'"));
        return null;
    }

    /// <summary>The evaluator of a node that has to be of one type.</summary>
    /// <param name="node">What is visited.</param>
    /// <param name="user">What needs it, for the complaint.</param>
    private T? Want<T>(Node node, string user)
        where T : Evaluator
    {
        var value = Visit(node);
        if (value is T wanted)
        {
            return wanted;
        }

        if (value is not null)
        {
            var (needed, advice) =
                typeof(T) == typeof(ConditionEvaluator)
                    ? ("a condition", "compare it with something, or ask present(...)")
                : typeof(T) == typeof(NumberEvaluator)
                    ? ("a number", value is ConditionEvaluator ? "write number(...) for 1 or 0" : null)
                : typeof(T) == typeof(TextEvaluator) ? ("text", null)
                : ("an address", (string?)null);
            Refuse(Fault.Type(node.At, $"{user} needs {needed}, and this is {value.Type.Named()}", advice));
        }

        return null;
    }

    private Evaluator? Refuse(Fault fault)
    {
        _fault = fault;
        return null;
    }
}

internal static class TypeNames
{
    public static string Named(this FieldType type) => type switch
    {
        FieldType.Bool => "a condition",
        FieldType.Number => "a number",
        FieldType.Text => "text",
        FieldType.Address => "an address",
        FieldType.Unset => "of no type",
        _ => "of no type",
    };
}
