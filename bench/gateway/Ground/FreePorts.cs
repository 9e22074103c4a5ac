using System.Net;
using System.Net.Sockets;

namespace Weir.Bench.Gateway.Ground;

/// <summary>
/// Loopback ports that nobody holds, below the range from which the kernel picks the ports of outgoing
/// connections: a proxy under load opens many, and one of them must not take an address between two starts.
/// </summary>
internal sealed class FreePorts
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private readonly HashSet<int> _given = [];
    private readonly Random _random = new();

    public int Next()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = _random.Next(First, Last);
            if (_given.Contains(port) || !IsFree(port))
            {
                continue;
            }

            _given.Add(port);
            return port;
        }

        throw new BenchException($"no free port between {First} and {Last} on loopback");
    }

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
