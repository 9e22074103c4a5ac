using Weir.Decisions.Language.Ast;

namespace Weir.Decisions.Language.Parsing;

/// <summary>Which operator a token is; <c>Unset</c> where it is none of its kind.</summary>
internal static class Operators
{
    private static readonly (TokenKind Token, CompareOperator Operator)[] Comparisons =
    [
        (TokenKind.Equal, CompareOperator.Equal),
        (TokenKind.NotEqual, CompareOperator.NotEqual),
        (TokenKind.Less, CompareOperator.Less),
        (TokenKind.LessOrEqual, CompareOperator.LessOrEqual),
        (TokenKind.Greater, CompareOperator.Greater),
        (TokenKind.GreaterOrEqual, CompareOperator.GreaterOrEqual),
        (TokenKind.Contains, CompareOperator.Contains),
        (TokenKind.Matches, CompareOperator.Matches),
        (TokenKind.Wildcard, CompareOperator.Wildcard),
    ];

    public static CompareOperator Comparison(TokenKind token)
    {
        foreach (var (kind, comparing) in Comparisons)
        {
            if (kind == token)
            {
                return comparing;
            }
        }

        return CompareOperator.Unset;
    }

    public static ArithmeticOperator Sums(TokenKind token) =>
        token == TokenKind.Plus ? ArithmeticOperator.Add
        : token == TokenKind.Minus ? ArithmeticOperator.Subtract
        : ArithmeticOperator.Unset;

    public static ArithmeticOperator Products(TokenKind token) =>
        token == TokenKind.Star ? ArithmeticOperator.Multiply
        : token == TokenKind.Slash ? ArithmeticOperator.Divide
        : ArithmeticOperator.Unset;
}
