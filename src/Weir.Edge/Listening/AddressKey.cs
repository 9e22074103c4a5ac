using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Weir.Edge.Listening;

/// <summary>
/// Who counts as one peer: an IPv4 address, or the /64 of an IPv6 address, since whoever holds one
/// address of a /64 holds all of them.
/// </summary>
internal readonly record struct AddressKey(ulong Bits, bool IsV6)
{
    public static AddressKey Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        if (!plain.TryWriteBytes(bytes, out var written))
        {
            return default;
        }

        return plain.AddressFamily == AddressFamily.InterNetworkV6 && written == 16
            ? new AddressKey(BinaryPrimitives.ReadUInt64BigEndian(bytes), true)
            : new AddressKey(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
    }
}
