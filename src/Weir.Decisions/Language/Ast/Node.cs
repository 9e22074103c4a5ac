using System.Collections.Immutable;

namespace Weir.Decisions.Language.Ast;

/// <summary>
/// An expression as it was written. Chains of the same precedence are one node with many operands, so
/// that only what is written inside each other is deep.
/// </summary>
internal abstract record Node(Extent At);

internal sealed record BoolNode(Extent At, bool Value) : Node(At);

internal sealed record NumberNode(Extent At, double Value) : Node(At);

/// <param name="At">The quotes included.</param>
/// <param name="Value">What the text means.</param>
/// <param name="Verbatim">
/// Where <paramref name="Value"/> begins in the source, if it stands there as it is; else -1.
/// </param>
internal sealed record TextNode(Extent At, string Value, int Verbatim) : Node(At);

internal sealed record AddressNode(Extent At, AddressRange Value) : Node(At);

internal sealed record NameNode(Extent At, string Name) : Node(At);

/// <param name="At">From the name to the closing parenthesis.</param>
/// <param name="NameAt">The name alone.</param>
/// <param name="Name">What is called.</param>
/// <param name="Arguments">In their order.</param>
internal sealed record CallNode(
    Extent At, Extent NameAt, string Name, ImmutableArray<Node> Arguments) : Node(At);

/// <summary><c>name[...]</c>: read so that it can be refused by its name.</summary>
internal sealed record IndexNode(Extent At, Node Of) : Node(At);

internal sealed record NotNode(Extent At, Node Operand) : Node(At);

internal sealed record NegateNode(Extent At, Node Operand) : Node(At);

internal sealed record LogicNode(Extent At, LogicOperator Operator, ImmutableArray<Node> Operands) : Node(At);

/// <param name="At">Both operands.</param>
/// <param name="OperatorAt">The operator alone.</param>
/// <param name="Operator">How they are compared.</param>
/// <param name="Left">What is compared.</param>
/// <param name="Right">What it is compared with.</param>
internal sealed record CompareNode(
    Extent At, Extent OperatorAt, CompareOperator Operator, Node Left, Node Right) : Node(At);

internal sealed record InNode(Extent At, Extent OperatorAt, Node Left, ImmutableArray<SetItem> Items)
    : Node(At);

/// <param name="At">Everything.</param>
/// <param name="First">The first operand.</param>
/// <param name="Terms">All others, from left to right, each with the operator before it.</param>
internal sealed record ArithmeticNode(Extent At, Node First, ImmutableArray<Term> Terms) : Node(At);

internal readonly record struct Term(ArithmeticOperator Operator, Node Operand);

/// <param name="Low">A number, text or address.</param>
/// <param name="High">The end of a range, itself included; null where there is none.</param>
internal readonly record struct SetItem(Node Low, Node? High);

internal enum LogicOperator
{
    Unset = 0,
    And,
    Or,
    Xor,
}

internal enum ArithmeticOperator
{
    Unset = 0,
    Add,
    Subtract,
    Multiply,
    Divide,
}

internal enum CompareOperator
{
    Unset = 0,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    Matches,

    /// <summary><c>*</c> stands for any text; the case of ASCII letters does not matter.</summary>
    Wildcard,
    StrictWildcard,
}
