using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Weir.Decisions.Signals.Windows;

/// <summary>Keyed 64-bit hashes for the windows, equal for equal seeds in every process; never 0.</summary>
public sealed class WindowHashes(ulong seed)
{
    private const int PrefixBytes4 = 3;
    private const int PrefixBytes6 = 8;

    public ulong Text(ReadOnlySpan<char> text) =>
        text.IsEmpty ? 0 : Bytes(MemoryMarshal.AsBytes(text), (ulong)text.Length);

    /// <param name="address">IPv4 mapped into IPv6 counts as IPv4.</param>
    public (ulong Address, ulong Prefix) Address(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var written))
        {
            return (0, 0);
        }

        var whole = bytes[..written];
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6)
        {
            whole = bytes[12..16];
        }

        var prefix = whole.Length == 4 ? PrefixBytes4 : PrefixBytes6;
        return (Bytes(whole, 1), Bytes(whole[..prefix], 2));
    }

    private ulong Bytes(ReadOnlySpan<byte> bytes, ulong kind)
    {
        Span<byte> key = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(key, seed);
        BinaryPrimitives.WriteUInt64LittleEndian(key[8..], kind);
        var hash = new StableHash();
        hash.Add(key);
        hash.Add(bytes);
        return hash.Value is 0 ? 1 : hash.Value;
    }
}
