using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Weir.Edge.Admin;

/// <summary>
/// The way a connection came in: the Unix socket, which the file system protects, or the TCP address,
/// which anything that runs on the machine, a browser above all, can reach.
/// </summary>
internal sealed class AdminDoor
{
    private readonly FrozenSet<string> _hosts;
    private readonly int _anyAddressPort;
    private int _connections;

    private AdminDoor(bool isSocket, bool open, IEnumerable<string> hosts, int anyAddressPort)
    {
        IsSocket = isSocket;
        IsOpen = open;
        _hosts = hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _anyAddressPort = anyAddressPort;
    }

    public bool IsSocket { get; }

    /// <summary>Reachable from other machines: then reading needs the token as well.</summary>
    public bool IsOpen { get; }

    public static AdminDoor Socket() => new(isSocket: true, open: false, [], 0);

    /// <param name="address">Where it listens, with its real port.</param>
    /// <param name="tls">Whether it speaks TLS.</param>
    /// <param name="names">The names of its certificate.</param>
    public static AdminDoor Tcp(IPEndPoint address, bool tls, ImmutableArray<string> names)
    {
        var loopback = IPAddress.IsLoopback(address.Address);
        var any = address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any);
        var port = address.Port;
        List<string> hosts = [Bracketed(address.Address), .. names];
        if (loopback)
        {
            hosts.Add("localhost");
        }

        var plain = port == (tls ? 443 : 80);
        var allowed = hosts.Select(host => $"{host}:{port}").Concat(plain ? hosts : []);
        return new AdminDoor(isSocket: false, !loopback, allowed, any ? port : 0);
    }

    /// <summary>
    /// Whether a Host is this address. A page of somebody's site can make its own name resolve to this
    /// machine (DNS rebinding); then its script reads our answers, but its Host is that name.
    /// </summary>
    public bool Answers(string host) => _hosts.Contains(host) || IsAddressOfAnyKind(host);

    /// <summary>False where the door is full; otherwise the place must be left again.</summary>
    public bool TryEnter(int limit)
    {
        if (Interlocked.Increment(ref _connections) <= limit)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _connections);

    // Listening on every address: a number cannot be rebound, so any number with our port is us.
    private bool IsAddressOfAnyKind(string host)
    {
        var parts = new HostString(host);
        return _anyAddressPort != 0 && parts.Port == _anyAddressPort && IPAddress.TryParse(parts.Host, out _);
    }

    private static string Bracketed(IPAddress address) => address.ToString() is var text && text.Contains(':')
        ? $"[{text}]"
        : text;
}
