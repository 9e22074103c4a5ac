using Weir.Decisions.Language.Ast;

namespace Weir.Decisions.Language.Parsing;

internal enum TokenKind
{
    Unset = 0,
    End,

    // Operands.
    Name,
    Number,
    Text,
    Address,
    True,
    False,

    // Operators.
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    Matches,
    Wildcard,
    Strict,
    In,
    Not,
    And,
    Or,
    Xor,
    Plus,
    Minus,
    Star,
    Slash,
    Range,

    // What holds them together.
    Open,
    Close,
    OpenSet,
    CloseSet,
    OpenIndex,
    CloseIndex,
    Comma,
}

/// <param name="Kind">What it is.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Text">A name, or what a text means; otherwise as written.</param>
/// <param name="Number">The value of a number.</param>
/// <param name="Address">The value of an address.</param>
/// <param name="Verbatim">
/// Where a text's meaning begins in the source, if it stands there as it is; else -1.
/// </param>
internal readonly record struct Token(
    TokenKind Kind,
    Extent At,
    string Text,
    double Number = 0,
    AddressRange Address = default,
    int Verbatim = -1)
{
    /// <summary>Whether it is a node of its own, as opposed to what holds nodes together.</summary>
    public bool IsNode => Kind is > TokenKind.End and < TokenKind.Open;

    /// <summary>
    /// Whether a value may end with it, so that a sign after it is an operator between two.
    /// </summary>
    public bool EndsValue => Kind is > TokenKind.End and <= TokenKind.False
        or TokenKind.Close or TokenKind.CloseSet or TokenKind.CloseIndex;

    /// <summary>How an error names it.</summary>
    public string Found => Kind == TokenKind.End ? "the end" : Fault.Quote(Text);
}
