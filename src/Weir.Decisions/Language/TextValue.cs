using System.Buffers;

namespace Weir.Decisions.Language;

/// <summary>Which ASCII letters of a text are read as others; all other characters stay.</summary>
public enum TextCase
{
    AsIs = 0,
    Lower,
    Upper,
}

/// <summary>
/// A text as an expression sees it: <c>lower(x)</c> is the text of <c>x</c> read in lower case, so that
/// nothing is copied. Compared by what is read, character by character (ordinal).
/// </summary>
public readonly struct TextValue(string text, TextCase casing = TextCase.AsIs) : IEquatable<TextValue>
{
    private readonly string? _text = text;

    public TextCase Case { get; } = casing;

    public int Length => Raw.Length;

    /// <summary>The characters before <see cref="Case"/> is applied.</summary>
    public ReadOnlySpan<char> Raw => _text;

    public char this[int index] => Map(Raw[index], Case);

    /// <summary>Writes what is read; false where the room is too small.</summary>
    public bool TryCopyTo(Span<char> room)
    {
        var raw = Raw;
        if (!raw.TryCopyTo(room))
        {
            return false;
        }

        for (var i = 0; Case is not TextCase.AsIs && i < raw.Length; i++)
        {
            room[i] = Map(raw[i], Case);
        }

        return true;
    }

    /// <summary>
    /// The same text read otherwise: of two cases the outer one holds, for ASCII letters have but two.
    /// </summary>
    public TextValue CasedOver(TextCase casing) => new(_text ?? "", casing);

    public bool Equals(TextValue other) => Length == other.Length && HasAt(0, other);

    public override bool Equals(object? obj) => obj is TextValue other && Equals(other);

    public override int GetHashCode()
    {
        var hash = 2166136261u;
        foreach (var character in Raw)
        {
            hash = (hash ^ Map(character, Case)) * 16777619u;
        }

        return (int)hash;
    }

    /// <summary>By UTF-16 code units, as an ordinal comparison does.</summary>
    public int CompareTo(TextValue other)
    {
        var left = Raw;
        var right = other.Raw;
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            var difference = Map(left[i], Case) - Map(right[i], other.Case);
            if (difference != 0)
            {
                return difference;
            }
        }

        return left.Length - right.Length;
    }

    public bool StartsWith(TextValue part) => part.Length <= Length && HasAt(0, part);

    public bool EndsWith(TextValue part) => part.Length <= Length && HasAt(Length - part.Length, part);

    public bool Contains(TextValue part)
    {
        if (Case is TextCase.AsIs && part.Case is TextCase.AsIs)
        {
            return Raw.IndexOf(part.Raw, StringComparison.Ordinal) >= 0;
        }

        if (part.Length == 0)
        {
            return true;
        }

        // Only where the first character may stand is the rest compared.
        var first = part[0];
        var other = char.IsAsciiLetter(first) ? (char)(first ^ 0x20) : first;
        var last = Length - part.Length;
        for (var at = 0; at <= last; at++)
        {
            var skip = Raw[at..(last + 1)].IndexOfAny(first, other);
            if (skip < 0)
            {
                return false;
            }

            at += skip;
            if (HasAt(at, part))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString()
    {
        var room = ArrayPool<char>.Shared.Rent(Length);
        var text = TryCopyTo(room) ? new string(room, 0, Length) : "";
        ArrayPool<char>.Shared.Return(room);
        return text;
    }

    internal static char Map(char character, TextCase casing) =>
        casing is TextCase.Lower && char.IsAsciiLetterUpper(character) ? (char)(character | 0x20)
        : casing is TextCase.Upper && char.IsAsciiLetterLower(character) ? (char)(character & ~0x20)
        : character;

    private bool HasAt(int at, TextValue part)
    {
        var mine = Raw.Slice(at, part.Length);
        var others = part.Raw;
        if (Case is TextCase.AsIs && part.Case is TextCase.AsIs)
        {
            return mine.SequenceEqual(others);
        }

        for (var i = 0; i < others.Length; i++)
        {
            if (Map(mine[i], Case) != Map(others[i], part.Case))
            {
                return false;
            }
        }

        return true;
    }
}
