namespace Weir.Decisions.Signals.Hpack;

/// <summary>Reads strings in the Huffman code of RFC 7541, section 5.2.</summary>
internal static class Huffman
{
    /// <summary>The shortest code has five bits, so a string never grows by more than this.</summary>
    public static int MostDecoded(int encoded) => encoded * 8 / HuffmanCode.ShortestCode;

    /// <summary>
    /// False where padding is longer than seven bits or not all ones, where the symbol that ends a string
    /// is inside, or where <paramref name="text"/> is too small; then it may be filled in part.
    /// An empty <paramref name="text"/> with <paramref name="countOnly"/> only counts.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> text, bool countOnly, out int length)
    {
        length = 0;
        ulong bits = 0;
        var count = 0;
        var next = 0;
        while (true)
        {
            while (count <= 56 && next < encoded.Length)
            {
                bits |= (ulong)encoded[next++] << (56 - count);
                count += 8;
            }

            if (count < HuffmanCode.ShortestCode || IsPadding(bits, count))
            {
                return IsPadding(bits, count);
            }

            var window = (uint)(bits >> 32);
            var size = Size(window);
            var symbol = Symbol(window, size);
            if (size > count || symbol == HuffmanCode.EndOfString || (!countOnly && length >= text.Length))
            {
                return false;
            }

            if (!countOnly)
            {
                text[length] = (byte)symbol;
            }

            length++;
            bits <<= size;
            count -= size;
        }
    }

    // All bits that are left, fewer than eight, are ones: no symbol's code is as short and all ones.
    private static bool IsPadding(ulong bits, int count) =>
        count < 8 && (count == 0 || bits >> (64 - count) == (1UL << count) - 1);

    private static int Size(uint window)
    {
        var size = HuffmanCode.ShortestCode;
        while (size < HuffmanCode.LongestCode && window >= HuffmanCode.Bounds[size])
        {
            size++;
        }

        return size;
    }

    private static int Symbol(uint window, int size) =>
        HuffmanCode.Ordered[(int)(window >> (32 - size)) + HuffmanCode.Offsets[size]];
}
