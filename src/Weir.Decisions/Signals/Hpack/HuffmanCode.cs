namespace Weir.Decisions.Signals.Hpack;

/// <summary>
/// The Huffman code of RFC 7541, appendix B. It is canonical: codes of one length are consecutive numbers
/// in the order of their symbols, so the lengths alone give the whole code.
/// </summary>
internal static class HuffmanCode
{
    public const int EndOfString = 256;
    public const int LongestCode = 30;
    public const int ShortestCode = 5;

    private const int Symbols = 257;

    /// <summary>Bits of each symbol's code; the last symbol ends a string.</summary>
    public static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>
    /// Per length: the first code above all codes of that length, in the topmost of 32 bits.
    /// </summary>
    public static readonly uint[] Bounds = new uint[LongestCode + 1];

    /// <summary>Per length: what to add to a code to get its place in <see cref="Ordered"/>.</summary>
    public static readonly int[] Offsets = new int[LongestCode + 1];

    /// <summary>The symbols by length of code, then by number.</summary>
    public static readonly ushort[] Ordered = new ushort[Symbols];

    /// <summary>Each symbol's code, in its lowest bits.</summary>
    public static readonly uint[] Codes = new uint[Symbols];

    static HuffmanCode()
    {
        uint code = 0;
        var place = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            code <<= 1;
            Offsets[length] = place - (int)code;
            for (var symbol = 0; symbol < Symbols; symbol++)
            {
                if (Lengths[symbol] == length)
                {
                    Ordered[place++] = (ushort)symbol;
                    Codes[symbol] = code++;
                }
            }

            // The bound of the longest length would need a 33rd bit; nothing is compared with it.
            Bounds[length] = length == LongestCode ? uint.MaxValue : code << (32 - length);
        }
    }
}
