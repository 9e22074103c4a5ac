using System.Collections.Immutable;
using Weir.Decisions.Language.Ast;

namespace Weir.Decisions.Language.Parsing;

/// <summary>
/// Tokens to a tree by recursive descent, without going back: one step a token. It recurses only into
/// what <see cref="Bounds"/> has found to be shallow. From loosest to tightest: or, xor, and, not,
/// comparison, sum, product, sign. A method that answers null has said why in <see cref="_fault"/>.
/// </summary>
internal sealed class Parser
{
    private static readonly (TokenKind Token, LogicOperator Operator)[] Levels =
    [
        (TokenKind.Or, LogicOperator.Or),
        (TokenKind.Xor, LogicOperator.Xor),
        (TokenKind.And, LogicOperator.And),
    ];

    private readonly Token[] _tokens;
    private int _next;
    private Fault _fault;

    private Parser(Token[] tokens) => _tokens = tokens;

    private Token Current => _tokens[_next];

    private Extent LastAt => _tokens[Math.Max(0, _next - 1)].At;

    /// <summary>
    /// The tree of a whole text. Time, memory and stack are bounded by the limits, whatever it holds.
    /// </summary>
    public static Outcome<Node, Fault> Read(string text)
    {
        if (text.Length > Limits.ExpressionChars)
        {
            return Outcome<Node, Fault>.Fail(Fault.Limit(
                new Extent(Limits.ExpressionChars, text.Length),
                $"more than {Limits.ExpressionChars} characters",
                nameof(Limits.ExpressionChars)));
        }

        if (!Lexer.Read(text).Try(out var tokens, out var fault))
        {
            return Outcome<Node, Fault>.Fail(fault);
        }

        if (Bounds.Exceeded(tokens) is { } exceeded)
        {
            return Outcome<Node, Fault>.Fail(exceeded);
        }

        var parser = new Parser(tokens);
        return parser.Whole() is { } node
            ? Outcome<Node, Fault>.Ok(node)
            : Outcome<Node, Fault>.Fail(parser._fault);
    }

    private Node? Whole()
    {
        if (Current.Kind == TokenKind.End)
        {
            return Refuse(Current.At, "the expression is empty", "write 'true' for every request");
        }

        var node = Logic(0);
        return node is null ? null
            : Current.Kind == TokenKind.End ? node
            : Current.Kind == TokenKind.Close ? Refuse(Current.At, "this ')' closes nothing")
            : RefuseOperator("an operator or the end");
    }

    private Node? Logic(int level)
    {
        var first = level == Levels.Length ? Not() : Logic(level + 1);
        if (level == Levels.Length || first is null || Current.Kind != Levels[level].Token)
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<Node>();
        operands.Add(first);
        while (TryTake(Levels[level].Token, out _))
        {
            if (Logic(level + 1) is not { } operand)
            {
                return null;
            }

            operands.Add(operand);
        }

        return new LogicNode(first.At.To(LastAt), Levels[level].Operator, operands.ToImmutable());
    }

    private Node? Not() => !TryTake(TokenKind.Not, out var not) ? Comparison()
        : Not() is { } operand ? new NotNode(not.At.To(operand.At), operand)
        : null;

    private Node? Comparison()
    {
        if (Sum() is not { } left)
        {
            return null;
        }

        if (TryTake(TokenKind.In, out var word))
        {
            return Set() is { } items ? new InNode(left.At.To(LastAt), word.At, left, items) : null;
        }

        var from = Current.At;
        var comparing = Comparing();
        if (comparing is CompareOperator.Unset)
        {
            return _fault.Kind is ExpressionErrorKind.Unset ? left : null;
        }

        var at = from.To(LastAt);
        if (Sum() is not { } right)
        {
            return null;
        }

        return Operators.Comparison(Current.Kind) is CompareOperator.Unset && Current.Kind != TokenKind.In
            ? new CompareNode(left.At.To(right.At), at, comparing, left, right)
            : Refuse(Current.At, "comparisons do not chain", "join two of them with 'and'");
    }

    private CompareOperator Comparing()
    {
        if (TryTake(TokenKind.Strict, out _))
        {
            if (TryTake(TokenKind.Wildcard, out _))
            {
                return CompareOperator.StrictWildcard;
            }

            _ = RefuseExpected("'wildcard' after 'strict'");
            return CompareOperator.Unset;
        }

        var comparing = Operators.Comparison(Current.Kind);
        _next += comparing is CompareOperator.Unset ? 0 : 1;
        return comparing;
    }

    private Node? Sum() => Arithmetic(Operators.Sums, Product);

    private Node? Product() => Arithmetic(Operators.Products, Sign);

    private Node? Arithmetic(Func<TokenKind, ArithmeticOperator> operators, Func<Node?> tighter)
    {
        var first = tighter();
        if (first is null || operators(Current.Kind) is ArithmeticOperator.Unset)
        {
            return first;
        }

        var terms = ImmutableArray.CreateBuilder<Term>();
        while (operators(Current.Kind) is not ArithmeticOperator.Unset and var step)
        {
            _next++;
            if (tighter() is not { } operand)
            {
                return null;
            }

            terms.Add(new Term(step, operand));
        }

        return new ArithmeticNode(first.At.To(LastAt), first, terms.ToImmutable());
    }

    private Node? Sign()
    {
        if (!TryTake(TokenKind.Minus, out var minus))
        {
            return Value();
        }

        return Sign() switch
        {
            null => null,
            NumberNode number => new NumberNode(minus.At.To(number.At), -number.Value),
            { } operand => new NegateNode(minus.At.To(operand.At), operand),
        };
    }

    private Node? Value()
    {
        if (Literal() is { } literal)
        {
            return literal;
        }

        if (TryTake(TokenKind.Name, out var name))
        {
            return Indexed(Current.Kind == TokenKind.Open ? Call(name) : new NameNode(name.At, name.Text));
        }

        if (!TryTake(TokenKind.Open, out _))
        {
            return RefuseExpected("a field, a value or '('");
        }

        return Logic(0) is { } inner && Take(TokenKind.Close, "')'") ? inner : null;
    }

    private Node? Literal()
    {
        var token = Current;
        Node? node =
            token.Kind == TokenKind.Number ? new NumberNode(token.At, token.Number)
            : token.Kind == TokenKind.Text ? new TextNode(token.At, token.Text, token.Verbatim)
            : token.Kind == TokenKind.Address ? new AddressNode(token.At, token.Address)
            : token.Kind is TokenKind.True or TokenKind.False
                ? new BoolNode(token.At, token.Kind == TokenKind.True)
            : null;
        _next += node is null ? 0 : 1;
        return node;
    }

    private CallNode? Call(Token name)
    {
        _next++;
        var arguments = ImmutableArray.CreateBuilder<Node>();
        while (Current.Kind != TokenKind.Close || arguments.Count > 0)
        {
            if (Logic(0) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
            if (!TryTake(TokenKind.Comma, out _))
            {
                break;
            }
        }

        return Take(TokenKind.Close, "',' or ')'")
            ? new CallNode(name.At.To(LastAt), name.At, name.Text, arguments.ToImmutable())
            : null;
    }

    /// <summary>What stands in brackets is skipped: whoever checks the name refuses it as a whole.</summary>
    private Node? Indexed(Node? node)
    {
        while (node is not null && TryTake(TokenKind.OpenIndex, out _))
        {
            while (Current.Kind is TokenKind.Star or TokenKind.Number or TokenKind.Text)
            {
                _next++;
            }

            node = Take(TokenKind.CloseIndex, "']'")
                ? node as IndexNode ?? new IndexNode(node.At.To(LastAt), node)
                : null;
        }

        return node;
    }

    private ImmutableArray<SetItem>? Set()
    {
        if (!Take(TokenKind.OpenSet, "'{' after 'in'"))
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<SetItem>();
        while (!TryTake(TokenKind.CloseSet, out _))
        {
            if (Item() is not { } low)
            {
                return null;
            }

            var high = TryTake(TokenKind.Range, out _) ? Item() : null;
            if (_fault.Kind is not ExpressionErrorKind.Unset)
            {
                return null;
            }

            items.Add(new SetItem(low, high));
        }

        return items.ToImmutable();
    }

    private Node? Item()
    {
        var sign = TryTake(TokenKind.Minus, out var minus);
        if (sign && Current.Kind != TokenKind.Number)
        {
            return RefuseExpected("a number after '-'");
        }

        return Literal() switch
        {
            NumberNode number when sign => new NumberNode(minus.At.To(number.At), -number.Value),
            { } literal => literal,
            null when Current.Kind == TokenKind.Comma =>
                Refuse(Current.At, "items of a set are separated by spaces", "leave the ',' out"),
            null => RefuseExpected("a value or '}'"),
        };
    }

    private bool TryTake(TokenKind kind, out Token token)
    {
        token = Current;
        var taken = token.Kind == kind;
        _next += taken ? 1 : 0;
        return taken;
    }

    private bool Take(TokenKind kind, string expected)
    {
        if (TryTake(kind, out _))
        {
            return true;
        }

        // After a whole value the likeliest slip is a misspelt operator.
        _ = Current.Kind == TokenKind.Name && kind == TokenKind.Close
            ? RefuseOperator($"an operator or {expected}")
            : RefuseExpected(expected);
        return false;
    }

    private Node? RefuseOperator(string expected) => Refuse(
        Current.At,
        $"expected {expected}, found {Current.Found}",
        Current.Kind == TokenKind.Name ? Spelling.DidYouMean(Current.Text, Lexer.Words.Keys) : null);

    private Node? RefuseExpected(string expected) =>
        Refuse(Current.At, $"expected {expected}, found {Current.Found}");

    private Node? Refuse(Extent at, string message, string? suggestion = null)
    {
        _fault = Fault.Syntax(at, message, suggestion);
        return null;
    }
}
