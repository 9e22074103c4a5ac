using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>An origin's failure is the origin's, and nobody else's.</summary>
public sealed class OriginFailureTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task DownSlowAndResettingOrigins_AreMarkedOrigin_AndTheOtherSiteIsUntouched()
    {
        await using var good = await NamedOrigin.StartAsync("good");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var resetting = new TcpListener(IPAddress.Loopback, 0);
        resetting.Start();
        var resets = ResetAsync(resetting);
        var file = _scratch.Write("weir.yaml", $"""
            version: 1
            sites:
              - id: down
                hosts: ["down.test"]
                origins: ["{NamedOrigin.Nobody}"]
              - id: slow
                hosts: ["slow.test"]
                origins: ["http://{silent.LocalEndpoint}"]
                timeouts: {"{ first_byte: 200ms }"}
              - id: resetting
                hosts: ["resetting.test"]
                origins: ["http://{resetting.LocalEndpoint}"]
              - id: good
                hosts: ["good.test"]
                origins: ["{good.Address}"]

            """);
        await using var weir = await WeirProcess.UpAsync(_scratch, "--config", file);
        using var client = Clients.To(weir.Http);
        using var admin = Clients.To(weir.Admin);
        using var enough = new CancellationTokenSource();
        var untouched = GoodAsync(client, enough.Token);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((502, "origin"), await FaultAsync(client, "down.test"));
            Assert.Equal((504, "origin"), await FaultAsync(client, "slow.test"));
            Assert.Equal((502, "origin"), await FaultAsync(client, "resetting.test"));
        }

        await enough.CancelAsync();
        Assert.True(await untouched > 0);
        foreach (var site in new[] { "down", "slow", "resetting" })
        {
            Assert.Equal(5, await admin.MetricAsync($"weir_origin_errors_total{{site=\"{site}\"}}"));
        }

        Assert.Equal(0, await admin.MetricAsync("weir_origin_errors_total{site=\"good\"}"));
        var counters = (await admin.JsonAsync("/api/status")).GetProperty("counters");
        Assert.Empty(counters.GetProperty("edge_errors").EnumerateObject());
        Assert.Equal(15, counters.GetProperty("faults").GetProperty("origin").GetInt64());
        resetting.Stop();
        await resets;
    }

    /// <summary>Asks the good site until told to stop; every answer has to be its own.</summary>
    private static async Task<int> GoodAsync(HttpClient client, CancellationToken enough)
    {
        var answers = 0;
        do
        {
            Assert.Equal((200, "good"), await client.AskAsync("good.test"));
            answers++;
        }
        while (!enough.IsCancellationRequested);

        return answers;
    }

    private static async Task<(int Status, string? Fault)> FaultAsync(HttpClient client, string host)
    {
        var (status, body) = await client.AskAsync(host);
        return (status, JsonDocument.Parse(body).RootElement.GetProperty("fault").GetString());
    }

    /// <summary>Resets each connection as soon as a request has begun to arrive.</summary>
    private static async Task ResetAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(WeirProcess.Ct);
                await socket.ReceiveAsync(new byte[16], WeirProcess.Ct);
                socket.LingerState = new LingerOption(true, 0);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException
            or InvalidOperationException or OperationCanceledException)
        {
            // The test is over.
        }
    }
}
