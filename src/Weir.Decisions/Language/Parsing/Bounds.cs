namespace Weir.Decisions.Language.Parsing;

/// <summary>
/// How deep and how large the tree of some tokens will be, found by counting and without recursion, so
/// that a parser which recurses never meets what could exhaust its stack.
/// </summary>
internal static class Bounds
{
    /// <summary>Null where the tokens keep every limit.</summary>
    public static Fault? Exceeded(ReadOnlySpan<Token> tokens)
    {
        var nodes = 0;
        foreach (var token in tokens)
        {
            if (token.IsNode && ++nodes > Limits.ExpressionNodes)
            {
                return Fault.Limit(
                    token.At,
                    $"more than {Limits.ExpressionNodes} fields, values and operators",
                    nameof(Limits.ExpressionNodes));
            }
        }

        return TooDeep(tokens);
    }

    private static Fault? TooDeep(ReadOnlySpan<Token> tokens)
    {
        var depth = 0;
        var (nots, signs) = (0, 0);
        var around = new Stack<(int Nots, int Signs)>();
        var operandBefore = false;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Not)
            {
                // Holds until the next 'and', 'or', 'xor' or the end of what encloses it.
                nots++;
            }
            else if (token.Kind == TokenKind.Minus && !operandBefore)
            {
                signs++;
            }
            else if (token.Kind == TokenKind.Open)
            {
                around.Push((nots, signs));
                depth += 1 + nots + signs;
                (nots, signs) = (0, 0);
            }
            else if (token.Kind == TokenKind.Close && around.TryPop(out var outside))
            {
                depth -= 1 + outside.Nots + outside.Signs;
                (nots, signs) = (outside.Nots, 0);
            }
            else if (token.Kind is TokenKind.And or TokenKind.Or or TokenKind.Xor or TokenKind.Comma)
            {
                (nots, signs) = (0, 0);
            }
            else if (token.EndsValue)
            {
                signs = 0;
            }

            operandBefore = token.EndsValue;
            if (depth + nots + signs > Limits.ExpressionDepth)
            {
                return Fault.Limit(
                    token.At,
                    $"nested deeper than {Limits.ExpressionDepth} levels",
                    nameof(Limits.ExpressionDepth));
            }
        }

        return null;
    }
}
