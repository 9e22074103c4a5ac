using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Weir.Decisions;

namespace Weir.Keeper.Store;

/// <summary>What is stored of an address: whole for a day, and what stays of it.</summary>
/// <param name="Whole">As text.</param>
/// <param name="Hash">HMAC-SHA256 with the day's key, 128 bits of it in hexadecimal.</param>
/// <param name="Network">Its /24 or /48.</param>
internal sealed record StoredAddress(string Whole, string Hash, string Network);

/// <summary>
/// Addresses under the key of one day: equal within the day, unlike between days, and not to be turned back
/// once the key is gone, which a plain hash of so few possible addresses would be.
/// </summary>
internal sealed class AddressHashes(byte[] key)
{
    public const int KeyBytes = 32;
    private const int HashBytes = 16;
    private const int Prefix4 = 3;
    private const int Prefix6 = 6;
    private readonly Dictionary<IPAddress, StoredAddress> _known = [];

    public StoredAddress Of(IPAddress address)
    {
        if (_known.TryGetValue(address, out var known))
        {
            return known;
        }

        // Whoever sends from many addresses must not make this grow.
        if (_known.Count >= Limits.StoreAddressMemory)
        {
            _known.Clear();
        }

        var stored = Make(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        _known[address] = stored;
        return stored;
    }

    private StoredAddress Make(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, bytes[..length], mac);
        var four = address.AddressFamily == AddressFamily.InterNetwork;
        bytes[(four ? Prefix4 : Prefix6)..length].Clear();
        return new StoredAddress(
            address.ToString(), Convert.ToHexStringLower(mac[..HashBytes]),
            $"{new IPAddress(bytes[..length])}/{(four ? "24" : "48")}");
    }
}
