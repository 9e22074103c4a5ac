using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Weir.Decisions.Language.Ast;

/// <summary>
/// An address as a number, its family apart: <c>::/0</c> holds no IPv4 address. An IPv4 address that came
/// as IPv6 (<c>::ffff:192.0.2.1</c>, from a socket of both families) counts as IPv4.
/// </summary>
internal readonly record struct AddressKey(bool V6, UInt128 Value)
{
    /// <summary>Allocates nothing.</summary>
    public static AddressKey Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length))
        {
            return default;
        }

        return length == sizeof(uint) ? new(false, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : address.IsIPv4MappedToIPv6 ? new(false, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new(true, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}

/// <summary>One address, or a network, as the first and the last address in it.</summary>
internal readonly record struct AddressRange(bool V6, UInt128 Low, UInt128 High)
{
    public bool IsSingle => Low == High;

    public AddressKey Key => new(V6, Low);

    public static AddressRange One(AddressKey key) => new(key.V6, key.Value, key.Value);

    /// <summary>False where bits behind the prefix are set; then the range is the network meant.</summary>
    public static bool TryNetwork(AddressKey key, int prefix, out AddressRange range)
    {
        var width = key.V6 ? 128 : 32;
        var host = prefix == 0 ? UInt128.MaxValue : (UInt128.One << (width - prefix)) - UInt128.One;
        host = key.V6 ? host : host & uint.MaxValue;
        range = new AddressRange(key.V6, key.Value & ~host, key.Value | host);
        return range.Low == key.Value;
    }

    /// <summary>The first address, as text.</summary>
    public string FirstText()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Low);
        var address = new IPAddress(V6 ? bytes : bytes[12..]);
        return address.AddressFamily is AddressFamily.InterNetworkV6 or AddressFamily.InterNetwork
            ? address.ToString()
            : "";
    }
}
