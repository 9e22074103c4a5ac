using System.Collections.Frozen;
using System.Globalization;

namespace Weir.Decisions.Language.Parsing;

/// <summary>Text to tokens, in one pass. Knows no grammar beyond single tokens.</summary>
internal sealed class Lexer
{
    private readonly List<Token> _tokens = [];
    private readonly string _text;
    private int _at;
    private Fault _fault;

    private Lexer(string text) => _text = text;

    public static FrozenDictionary<string, TokenKind> Words { get; } = new Dictionary<string, TokenKind>
    {
        ["true"] = TokenKind.True,
        ["false"] = TokenKind.False,
        ["eq"] = TokenKind.Equal,
        ["ne"] = TokenKind.NotEqual,
        ["lt"] = TokenKind.Less,
        ["le"] = TokenKind.LessOrEqual,
        ["gt"] = TokenKind.Greater,
        ["ge"] = TokenKind.GreaterOrEqual,
        ["contains"] = TokenKind.Contains,
        ["matches"] = TokenKind.Matches,
        ["wildcard"] = TokenKind.Wildcard,
        ["strict"] = TokenKind.Strict,
        ["in"] = TokenKind.In,
        ["not"] = TokenKind.Not,
        ["and"] = TokenKind.And,
        ["or"] = TokenKind.Or,
        ["xor"] = TokenKind.Xor,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Outcome<Token[], Fault> Read(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.SkipSpace())
        {
            if (!lexer.One())
            {
                return Outcome<Token[], Fault>.Fail(lexer._fault);
            }
        }

        lexer._tokens.Add(new Token(TokenKind.End, new Extent(text.Length, text.Length), ""));
        return Outcome<Token[], Fault>.Ok([.. lexer._tokens]);
    }

    private static bool BeginsName(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool ContinuesName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private bool SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }

        return _at < _text.Length;
    }

    private bool One()
    {
        var c = _text[_at];
        if (c == '"' || (c == 'r' && Peek(1) is '"' or '#'))
        {
            return Take(TextLiteral.Read(_text, _at));
        }

        if (AddressLiteral.Begins(_text, _at))
        {
            return Take(AddressLiteral.Read(_text, _at));
        }

        return BeginsName(c) ? Name() : char.IsAsciiDigit(c) ? Number() : Symbol();
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private bool Take(Outcome<Token, Fault> read)
    {
        if (!read.Try(out var token, out _fault))
        {
            return false;
        }

        _tokens.Add(token);
        _at = token.At.End;
        return true;
    }

    private bool Name()
    {
        var end = _at;
        do
        {
            end++;
            while (end < _text.Length && ContinuesName(_text[end]))
            {
                end++;
            }
        }
        while (end + 1 < _text.Length && _text[end] == '.' && BeginsName(_text[end + 1]));

        var name = _text[_at..end];
        return Add(Words.GetValueOrDefault(name, TokenKind.Name), end, name);
    }

    private bool Number()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        // 5..9 is a range, not 5. followed by .9.
        if (end + 1 < _text.Length && _text[end] == '.' && char.IsAsciiDigit(_text[end + 1]))
        {
            end++;
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            {
                end++;
            }
        }

        var written = _text[_at..end];
        if (end < _text.Length && (ContinuesName(_text[end]) || (_text[end] == '.' && After(end) != '.')))
        {
            return Refuse(
                new Extent(_at, end + 1),
                $"{Fault.Quote(_text.AsSpan(_at, end + 1 - _at))} is neither a number nor an address",
                "numbers are written as 12 or 0.5");
        }

        return double.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number)
            && double.IsFinite(number)
            ? Add(TokenKind.Number, end, written, number)
            : Refuse(new Extent(_at, end), "this number is too large");
    }

    private char After(int at) => at + 1 < _text.Length ? _text[at + 1] : '\0';

    private bool Symbol()
    {
        var (kind, length) = (_text[_at], Peek(1)) switch
        {
            ('=', '=') => (TokenKind.Equal, 2),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('&', '&') => (TokenKind.And, 2),
            ('|', '|') => (TokenKind.Or, 2),
            ('^', '^') => (TokenKind.Xor, 2),
            ('.', '.') => (TokenKind.Range, 2),
            ('!', _) => (TokenKind.Not, 1),
            ('<', _) => (TokenKind.Less, 1),
            ('>', _) => (TokenKind.Greater, 1),
            ('~', _) => (TokenKind.Matches, 1),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', _) => (TokenKind.Star, 1),
            ('/', _) => (TokenKind.Slash, 1),
            ('(', _) => (TokenKind.Open, 1),
            (')', _) => (TokenKind.Close, 1),
            ('{', _) => (TokenKind.OpenSet, 1),
            ('}', _) => (TokenKind.CloseSet, 1),
            ('[', _) => (TokenKind.OpenIndex, 1),
            (']', _) => (TokenKind.CloseIndex, 1),
            (',', _) => (TokenKind.Comma, 1),
            _ => (TokenKind.Unset, 1),
        };
        return kind == TokenKind.Unset ? Stray() : Add(kind, _at + length, _text.Substring(_at, length));
    }

    private bool Stray()
    {
        var at = new Extent(_at, _at + 1);
        if (_text[_at] == '$')
        {
            _fault = Fault.NotBuilt(at, "lists such as $name are");
            return false;
        }

        var advice = _text[_at] switch
        {
            '=' => "write 'eq' or '=='",
            '&' => "write 'and' or '&&'",
            '|' => "write 'or' or '||'",
            '^' => "write 'xor' or '^^'",
            '\'' or '`' or '\u201c' or '\u201d' => "text is written in double quotes: \"...\"",
            '#' => "there are no comments inside an expression",
            _ => null,
        };
        return Refuse(at, $"{Fault.Quote(_text.AsSpan(_at, 1))} means nothing here", advice);
    }

    private bool Add(TokenKind kind, int end, string text, double number = 0)
    {
        _tokens.Add(new Token(kind, new Extent(_at, end), text, number));
        _at = end;
        return true;
    }

    private bool Refuse(Extent at, string message, string? suggestion = null)
    {
        _fault = Fault.Syntax(at, message, suggestion);
        return false;
    }
}
