using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weir.Bench.Gateway.Ground;

namespace Weir.Bench.Gateway.Peers;

/// <summary>Asks a .NET peer for the managed bytes it has allocated since it started.</summary>
internal static class Allocations
{
    private const string Metric = "weir_process_allocated_bytes_total";
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Null where the peer has no such count or does not give it.</summary>
    public static async Task<long?> ReadAsync(Peer peer, CancellationToken stop)
    {
        try
        {
            return peer.Allocations switch
            {
                AllocationSource.CountPort => await FromCountPortAsync(peer.Ports.Count, stop),
                AllocationSource.Metrics => await FromMetricsAsync(peer.Ports.Count, stop),
                AllocationSource.Unset or AllocationSource.None => null,
                _ => throw new BenchException($"{peer.Name}: unknown source of allocation counts"),
            };
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException or IOException)
        {
            return null;
        }
    }

    private static async Task<long?> FromCountPortAsync(int port, CancellationToken stop)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, stop);
        using var reader = new StreamReader(client.GetStream());
        return Number(await reader.ReadLineAsync(stop));
    }

    private static async Task<long?> FromMetricsAsync(int port, CancellationToken stop)
    {
        var page = await Client.GetStringAsync($"http://127.0.0.1:{port}/metrics", stop);
        var line = page.Split('\n').FirstOrDefault(text => text.StartsWith(Metric, StringComparison.Ordinal));
        return Number(line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    /// <summary>Prometheus text may write a large count as 1.2e9.</summary>
    private static long? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (long)value
            : null;
}
