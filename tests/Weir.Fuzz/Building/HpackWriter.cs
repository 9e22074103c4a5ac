using System.Text;
using Weir.Decisions.Signals.Hpack;

namespace Weir.Fuzz.Building;

/// <summary>Writes header blocks, the plain way and compressed.</summary>
public static class HpackWriter
{
    public static byte[] Literal(string name, string value, bool remember = false, bool huffman = false) =>
        [remember ? (byte)0x40 : (byte)0, .. Text(name, huffman), .. Text(value, huffman)];

    public static byte[] Indexed(int index) => Integer(0x80, 7, index);

    public static byte[] Resize(int size) => Integer(0x20, 5, size);

    public static byte[] Text(string text, bool huffman)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var coded = huffman ? Huffman(bytes) : bytes;
        return [.. Integer(huffman ? 0x80 : 0, 7, coded.Length), .. coded];
    }

    /// <summary>RFC 7541, section 5.1.</summary>
    public static byte[] Integer(int flags, int prefix, long value)
    {
        var full = (1 << prefix) - 1;
        if (value < full)
        {
            return [(byte)(flags | (int)value)];
        }

        var bytes = new List<byte> { (byte)(flags | full) };
        for (value -= full; value >= 128; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Huffman(ReadOnlySpan<byte> text)
    {
        var bits = new StringBuilder();
        foreach (var symbol in text)
        {
            bits.Append(Bits(symbol));
        }

        bits.Append('1', (8 - (bits.Length % 8)) % 8);
        var bytes = new byte[bits.Length / 8];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Convert.ToByte(bits.ToString(8 * i, 8), 2);
        }

        return bytes;
    }

    /// <summary>One symbol's code as text of zeros and ones.</summary>
    public static string Bits(int symbol) =>
        Convert.ToString(HuffmanCode.Codes[symbol], 2).PadLeft(HuffmanCode.Lengths[symbol], '0');
}
