using System.Text;
using Weir.Decisions;
using Weir.Fuzz.Building;

namespace Weir.Fuzz.Oracles;

/// <summary>
/// HPACK with everything kept, strings of bits and a list as the table: slow, and hard to get wrong. Its
/// failure is null; which kind of failure it is, it does not say.
/// </summary>
public sealed class SlowHpack
{
    private const int StaticEntries = 61;

    private static readonly Dictionary<string, int> Symbols =
        Enumerable.Range(0, 257).ToDictionary(HpackWriter.Bits);

    private static readonly (string Name, string Value)[] Static = StaticTable();

    private readonly List<(string Name, string Value)> _table = [];
    private int _capacity = 4096;

    public int TableBytes => _table.Sum(entry => entry.Name.Length + entry.Value.Length + 32);

    public List<(string Name, string Value)>? Read(byte[] block)
    {
        var fields = new List<(string Name, string Value)>();
        var at = 0;
        while (at < block.Length)
        {
            var first = block[at];
            if (first is >= 0x20 and < 0x40)
            {
                if (fields.Count > 0 || Integer(block, ref at, 5) is not { } size || size > 4096)
                {
                    return null;
                }

                _capacity = (int)size;
                Evict();
                continue;
            }

            if (Field(block, ref at, first) is not { } field)
            {
                return null;
            }

            fields.Add(field);
            if (first is >= 0x40 and < 0x80)
            {
                _table.Insert(0, field);
                Evict();
            }

            if (fields.Count > Limits.HeaderLines
                || fields.Sum(f => f.Name.Length + f.Value.Length) > Limits.HeaderBytes)
            {
                return null;
            }
        }

        return fields;
    }

    private (string Name, string Value)? Field(byte[] block, ref int at, byte first)
    {
        if (Integer(block, ref at, first >= 0x80 ? 7 : first >= 0x40 ? 6 : 4) is not { } index)
        {
            return null;
        }

        if (first >= 0x80)
        {
            return Entry(index);
        }

        var name = index == 0 ? Text(block, ref at) : Entry(index)?.Name;
        return name is not null && Text(block, ref at) is { } value ? (name, value) : null;
    }

    private (string Name, string Value)? Entry(long index) => index switch
    {
        >= 1 and <= StaticEntries => Static[index - 1],
        > StaticEntries when index - StaticEntries - 1 < _table.Count =>
            _table[(int)index - StaticEntries - 1],
        _ => null,
    };

    private void Evict()
    {
        while (TableBytes > _capacity)
        {
            _table.RemoveAt(_table.Count - 1);
        }
    }

    private static long? Integer(byte[] block, ref int at, int prefix)
    {
        if (at >= block.Length)
        {
            return null;
        }

        long full = (1 << prefix) - 1;
        var sum = block[at++] & full;
        if (sum < full)
        {
            return sum;
        }

        for (var i = 0; i < 5; i++)
        {
            if (at >= block.Length)
            {
                return null;
            }

            var next = block[at++];
            sum += (long)(next & 127) << (7 * i);
            if (next < 128)
            {
                return sum < 1 << 28 ? sum : null;
            }
        }

        return null;
    }

    private static string? Text(byte[] block, ref int at)
    {
        var huffman = at < block.Length && block[at] >= 128;
        if (Integer(block, ref at, 7) is not { } length || length > block.Length - at)
        {
            return null;
        }

        var raw = block.AsSpan(at, (int)length);
        at += (int)length;
        return huffman ? Decode(raw) : Encoding.Latin1.GetString(raw);
    }

    private static string? Decode(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder();
        var bits = "";
        foreach (var value in raw)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                bits += (value & (1 << bit)) != 0 ? '1' : '0';
                if (!Symbols.TryGetValue(bits, out var symbol))
                {
                    continue;
                }

                if (symbol == 256)
                {
                    return null;
                }

                text.Append((char)symbol);
                bits = "";
            }
        }

        return bits.Length < 8 && !bits.Contains('0') ? text.ToString() : null;
    }

    // RFC 7541, appendix A: name, and value where there is one.
    private const string Table =
        ":authority|:method GET|:method POST|:path /|:path /index.html|:scheme http|:scheme https|"
        + ":status 200|:status 204|:status 206|:status 304|:status 400|:status 404|:status 500|"
        + "accept-charset|accept-encoding gzip, deflate|accept-language|accept-ranges|accept|"
        + "access-control-allow-origin|age|allow|authorization|cache-control|content-disposition|"
        + "content-encoding|content-language|content-length|content-location|content-range|"
        + "content-type|cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|"
        + "if-none-match|if-range|if-unmodified-since|last-modified|link|location|max-forwards|"
        + "proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server|"
        + "set-cookie|strict-transport-security|transfer-encoding|user-agent|vary|via|"
        + "www-authenticate";

    private static (string Name, string Value)[] StaticTable() =>
    [
        .. Table.Split('|').Select(entry => entry.Split(' ', 2))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1] : "")),
    ];
}
