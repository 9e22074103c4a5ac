namespace Weir.Decisions.Language.Checking;

/// <param name="At">Offset into the pattern.</param>
/// <param name="Message">What is wrong, as a clause.</param>
/// <param name="Suggestion">What to do.</param>
internal readonly record struct PatternFault(int At, string Message, string? Suggestion = null);

/// <summary>
/// What a regular expression may ask for. Not backtracking bounds neither memory nor the time to build:
/// counted repetitions are unrolled, and those within each other multiply. This counts them before
/// anything is built. What would make this reading differ from the real one is refused.
/// </summary>
internal ref struct PatternBounds
{
    private readonly ReadOnlySpan<char> _pattern;
    private readonly Stack<Group> _open = new();
    private int _at;

    /// <summary>
    /// Unrolled size of the group so far, and of its last piece, which a repetition multiplies.
    /// </summary>
    private Group _group;

    private PatternFault? _fault;

    private PatternBounds(ReadOnlySpan<char> pattern) => _pattern = pattern;

    private record struct Group(int Size, int Nested, int LastSize, int LastNested)
    {
        public void Add(int size, int nested)
        {
            Size += size;
            Nested = Math.Max(Nested, nested);
            (LastSize, LastNested) = (size, nested);
        }
    }

    /// <summary>Null where the pattern keeps every limit; it may still be malformed.</summary>
    public static PatternFault? Exceeded(ReadOnlySpan<char> pattern)
    {
        if (pattern.Length > Limits.PatternChars)
        {
            return Over(
                Limits.PatternChars,
                $"a pattern has at most {Limits.PatternChars} characters",
                nameof(Limits.PatternChars));
        }

        if (LettersEnd(pattern) is >= 0 and var over)
        {
            return Over(
                over,
                $"a pattern has at most {Limits.PatternLetters} different characters",
                nameof(Limits.PatternLetters));
        }

        var bounds = new PatternBounds(pattern);
        while (bounds._at < pattern.Length && bounds._fault is null)
        {
            bounds.One();
        }

        return bounds._fault;
    }

    /// <summary>Where one character more is different than may be; negative where none is.</summary>
    private static int LettersEnd(ReadOnlySpan<char> pattern)
    {
        var different = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            different += pattern[..at].Contains(pattern[at]) ? 0 : 1;
            if (different > Limits.PatternLetters)
            {
                return at;
            }
        }

        return -1;
    }

    private static PatternFault Over(int at, string message, string limit) =>
        new(at, $"{message} (limit {limit})");

    private readonly char Peek(int ahead = 0) => _at + ahead < _pattern.Length ? _pattern[_at + ahead] : '\0';

    private void One()
    {
        switch (_pattern[_at])
        {
            case '\\':
                // \cX is one character more: its X may be a bracket.
                _at += Peek(1) == 'c' ? 3 : 2;
                Atom();
                break;
            case '[':
                Class();
                break;
            case '(':
                Open();
                break;
            case ')':
                _at++;
                Close();
                break;
            case '{' when Count(out var least, out var most, out var length):
                Repeat(Math.Max(least, most), length);
                break;
            case '*' or '+' or '?' or '|' or '^' or '$':
                _at++;
                break;
            default:
                _at++;
                Atom();
                break;
        }
    }

    private void Atom()
    {
        _group.Add(1, 1);
        TooLarge();
    }

    private void TooLarge()
    {
        if (_group.Size > Limits.PatternUnrolled)
        {
            _fault ??= Over(
                Math.Min(_at, _pattern.Length),
                $"repetitions unroll this pattern to more than {Limits.PatternUnrolled} pieces",
                nameof(Limits.PatternUnrolled));
        }
    }

    private void Class()
    {
        var start = _at++;
        _at += Peek() == '^' ? 1 : 0;
        for (var first = true; _at < _pattern.Length; first = false)
        {
            if (Peek() == ']' && !first)
            {
                break;
            }

            if (Peek() == '[')
            {
                _fault = new(_at, "a '[' inside a class is read differently elsewhere", "write \\[");
                return;
            }

            _at += Peek() != '\\' ? 1 : Peek(1) == 'c' ? 3 : 2;
        }

        if (_at >= _pattern.Length)
        {
            _fault = new(start, "this class is not closed", "close it with ]");
            return;
        }

        _at++;
        Atom();
    }

    private void Open()
    {
        var start = _at++;
        if (Peek() == '?')
        {
            _at++;
            if (Peek() == '#')
            {
                _fault = new(start, "comments inside patterns are not supported", "leave it out");
                return;
            }

            var flags = _at;
            while (char.IsAsciiLetter(Peek()) || Peek() == '-')
            {
                _at++;
            }

            var written = _pattern[flags.._at];
            if (Peek() is ')' or ':' && written.Contains('x'))
            {
                _fault = new(
                    start, "the option x of patterns is not supported", "leave spaces and the option out");
                return;
            }

            _at = Peek() is ')' or ':' ? _at : flags;
            if (Peek() == ')')
            {
                // Options for the rest of the group; nothing that could be repeated.
                _at++;
                return;
            }
        }

        _open.Push(_group);
        _group = default;
    }

    private void Close()
    {
        if (_open.TryPop(out var outer))
        {
            outer.Add(Math.Max(1, _group.Size), Math.Max(1, _group.Nested));
            _group = outer;
            TooLarge();
        }
    }

    private void Repeat(int count, int length)
    {
        var nested = (long)count * _group.LastNested;
        if (count > Limits.PatternRepetition)
        {
            _fault = Over(
                _at,
                $"a counted repetition counts to at most {Limits.PatternRepetition}",
                nameof(Limits.PatternRepetition));
            return;
        }

        if (nested > Limits.PatternNestedRepetition)
        {
            _fault = Over(
                _at,
                "counted repetitions within each other multiply to more than "
                + $"{Limits.PatternNestedRepetition}",
                nameof(Limits.PatternNestedRepetition));
            return;
        }

        // A repetition of zero still stands for the piece.
        var size = _group.LastSize;
        _group.Size += size * Math.Max(0, count - 1);
        _group.LastSize = size * Math.Max(1, count);
        _group.LastNested = (int)Math.Max(1, nested);
        _group.Nested = Math.Max(_group.Nested, _group.LastNested);
        _at += length;
        TooLarge();
    }

    /// <summary>
    /// Whether <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> stands here; any other brace is a character.
    /// </summary>
    private readonly bool Count(out int least, out int most, out int length)
    {
        var at = _at + 1;
        length = 0;
        most = 0;
        if (!Digits(ref at, out least))
        {
            return false;
        }

        if (at < _pattern.Length && _pattern[at] == ',')
        {
            at++;
            _ = Digits(ref at, out most);
        }

        length = at + 1 - _at;
        return at < _pattern.Length && _pattern[at] == '}';
    }

    private readonly bool Digits(ref int at, out int number)
    {
        var start = at;
        number = 0;
        while (at < _pattern.Length && char.IsAsciiDigit(_pattern[at]))
        {
            number = Math.Min(100_000, (number * 10) + _pattern[at] - '0');
            at++;
        }

        return at > start;
    }
}
