using System.Buffers.Binary;
using System.Text;

namespace Weir.Decisions.Signals;

/// <summary>
/// The contents of the extensions that a ClientHello is judged by. False: a length does not fit.
/// </summary>
internal static class TlsVectors
{
    private const byte HostName = 0;

    public static bool TryNumbers(ReadOnlySpan<byte> bytes, out ushort[] numbers)
    {
        numbers = [];
        if (bytes.Length % 2 != 0)
        {
            return false;
        }

        numbers = new ushort[bytes.Length / 2];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        }

        return true;
    }

    public static bool TryList8(ReadOnlySpan<byte> data, out ushort[] numbers)
    {
        numbers = [];
        var reader = new WireReader(data);
        return reader.TryVector8(out var list) && reader.AtEnd && TryNumbers(list, out numbers);
    }

    public static bool TryList16(ReadOnlySpan<byte> data, out ushort[] numbers)
    {
        numbers = [];
        var reader = new WireReader(data);
        return reader.TryVector16(out var list) && reader.AtEnd && TryNumbers(list, out numbers);
    }

    /// <summary>
    /// The types alone, so that one array of the right size is made after one walk to count them.
    /// </summary>
    public static bool TryExtensionTypes(ReadOnlySpan<byte> block, out ushort[] types)
    {
        types = [];
        var count = 0;
        for (var counter = new WireReader(block); !counter.AtEnd; count++)
        {
            if (!counter.TryUInt16(out _) || !counter.TryVector16(out _))
            {
                return false;
            }
        }

        types = new ushort[count];
        var reader = new WireReader(block);
        for (var i = 0; i < types.Length; i++)
        {
            if (!reader.TryUInt16(out types[i]) || !reader.TryVector16(out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>RFC 6066, section 3. True with null where the list is sound but holds no DNS name.</summary>
    public static bool TryServerName(ReadOnlySpan<byte> data, out string? name)
    {
        name = null;
        var reader = new WireReader(data);
        if (!reader.TryVector16(out var list) || !reader.AtEnd)
        {
            return false;
        }

        var entries = new WireReader(list);
        while (!entries.AtEnd)
        {
            if (!entries.TryByte(out var type) || !entries.TryVector16(out var host))
            {
                return false;
            }

            if (type == HostName && name is null)
            {
                name = DnsName.Read(host);
            }
        }

        return true;
    }

    /// <summary>
    /// RFC 7301, section 3.1; an empty list or name is taken as sent, since JA4 has an answer to it.
    /// </summary>
    public static bool TryAlpn(ReadOnlySpan<byte> data, out string[] names, out byte[] first)
    {
        names = [];
        first = [];
        var reader = new WireReader(data);
        if (!reader.TryVector16(out var list) || !reader.AtEnd)
        {
            return false;
        }

        var found = new List<string>(2);
        var entries = new WireReader(list);
        while (!entries.AtEnd)
        {
            if (!entries.TryVector8(out var name))
            {
                return false;
            }

            if (found.Count == 0)
            {
                first = name.ToArray();
            }

            found.Add(Encoding.Latin1.GetString(name));
        }

        names = [.. found];
        return true;
    }

    /// <summary>RFC 8446, section 4.2.8: the groups, without their keys.</summary>
    public static bool TryKeyShares(ReadOnlySpan<byte> data, out ushort[] groups)
    {
        groups = [];
        var reader = new WireReader(data);
        return reader.TryVector16(out var list) && reader.AtEnd && TryExtensionTypes(list, out groups);
    }
}
