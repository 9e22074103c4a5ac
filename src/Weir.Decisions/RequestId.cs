using System.Diagnostics.CodeAnalysis;

namespace Weir.Decisions;

/// <summary>
/// The reference of one request: a ULID, 48 bits of milliseconds since 1970 and 80 bits of chance.
/// Source: github.com/ulid/spec.
/// </summary>
public readonly record struct RequestId(ulong High, ulong Low)
{
    /// <summary>Characters of the text form, Crockford's base 32.</summary>
    public const int TextLength = 26;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="milliseconds">Since 1970; only the low 48 bits count.</param>
    /// <param name="chance">64 random bits.</param>
    /// <param name="moreChance">Another 16 random bits.</param>
    public static RequestId Create(long milliseconds, ulong chance, ushort moreChance) =>
        new((unchecked((ulong)milliseconds) << 16) | moreChance, chance);

    public override string ToString() => string.Create(TextLength, this, static (text, id) => id.Write(text));

    /// <summary>Writes the 26 characters; <paramref name="text"/> holds at least that many.</summary>
    public void Write(Span<char> text)
    {
        var (high, low) = (High, Low);
        for (var i = TextLength - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(low & 31)];
            low = (low >> 5) | (high << 59);
            high >>= 5;
        }
    }

    /// <summary>Reads the text form, in either case; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RequestId id)
    {
        id = default;
        if (text is null || text.Length != TextLength || text[0] > '7')
        {
            return false;
        }

        ulong high = 0, low = 0;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(char.ToUpperInvariant(c));
            if (digit < 0)
            {
                return false;
            }

            high = (high << 5) | (low >> 59);
            low = (low << 5) | (uint)digit;
        }

        id = new RequestId(high, low);
        return true;
    }
}
