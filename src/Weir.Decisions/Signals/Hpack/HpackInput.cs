namespace Weir.Decisions.Signals.Hpack;

/// <summary>The two representations that RFC 7541, section 5 is built from: integers and strings.</summary>
internal ref struct HpackInput(ReadOnlySpan<byte> block)
{
    // Five bytes carry 35 bits; whatever is longer than 28 is an attack or a mistake, and no length
    // of ours comes near.
    private const int LargestInteger = (1 << 28) - 1;
    private const int LastShift = 28;
    private const byte HuffmanFlag = 0x80;

    private ReadOnlySpan<byte> _left = block;

    public readonly bool AtEnd => _left.IsEmpty;

    /// <summary>The next byte; zero at the end.</summary>
    public readonly byte Peek => _left.IsEmpty ? (byte)0 : _left[0];

    /// <summary>An integer whose first byte leaves it <paramref name="prefix"/> bits (section 5.1).</summary>
    public HpackStatus ReadInteger(int prefix, out int value)
    {
        value = 0;
        if (_left.IsEmpty)
        {
            return HpackStatus.Truncated;
        }

        var full = (1 << prefix) - 1;
        long sum = _left[0] & full;
        _left = _left[1..];
        for (var shift = 0; sum >= full; shift += 7)
        {
            if (_left.IsEmpty)
            {
                return HpackStatus.Truncated;
            }

            var next = _left[0];
            _left = _left[1..];
            sum += (long)(next & 0x7f) << shift;
            if (sum > LargestInteger || (shift == LastShift && next >= 0x80))
            {
                return HpackStatus.IntegerTooLarge;
            }

            if (next < 0x80)
            {
                break;
            }
        }

        value = (int)sum;
        return HpackStatus.Complete;
    }

    /// <summary>A string, decoded (section 5.2).</summary>
    public HpackStatus ReadString(out ReadOnlySpan<byte> text)
    {
        var status = ReadRaw(out text, out var huffman);
        if (status != HpackStatus.Complete || !huffman)
        {
            return status;
        }

        var decoded = new byte[Math.Min(Huffman.MostDecoded(text.Length), Limits.HeaderBytes + 1)];
        if (!Huffman.TryDecode(text, decoded, countOnly: false, out var length))
        {
            return length == decoded.Length && length > Limits.HeaderBytes
                ? HpackStatus.TooLarge
                : HpackStatus.BadHuffman;
        }

        text = decoded.AsSpan(0, length);
        return HpackStatus.Complete;
    }

    /// <summary>How long a string is once decoded, without keeping it.</summary>
    public HpackStatus ReadStringLength(out int length)
    {
        var status = ReadRaw(out var text, out var huffman);
        length = text.Length;
        if (status != HpackStatus.Complete || !huffman)
        {
            return status;
        }

        return Huffman.TryDecode(text, [], countOnly: true, out length)
            ? HpackStatus.Complete
            : HpackStatus.BadHuffman;
    }

    private HpackStatus ReadRaw(out ReadOnlySpan<byte> text, out bool huffman)
    {
        text = default;
        huffman = Peek >= HuffmanFlag;
        var status = ReadInteger(7, out var length);
        if (status != HpackStatus.Complete)
        {
            return status;
        }

        if (length > _left.Length)
        {
            return HpackStatus.Truncated;
        }

        text = _left[..length];
        _left = _left[length..];
        return HpackStatus.Complete;
    }
}
