using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>Who watches the node floods it or is gone: visitors do not notice.</summary>
public sealed class WatcherGoneTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task FullAdminAddress_LeavesTheSocketAndTheVisitors()
    {
        await using var weir = await WeirProcess.UpAsync(_scratch);
        var held = new List<RawVisitor>();
        try
        {
            // 64 is what the door takes; whoever was answered is inside.
            for (var i = 0; i < Weir.Decisions.Limits.AdminConnections; i++)
            {
                held.Add(await RawVisitor.ConnectAsync(weir.Admin));
                await held[^1].SendAsync($"GET /health HTTP/1.1\r\nHost: {weir.Admin.Authority}\r\n\r\n");
                Assert.Equal(200, (await held[^1].AnswerAsync())?.Status);
            }

            Assert.Equal("", await RefusedAsync(weir.Admin));
            using var socket = Clients.ToSocket(weir.Socket);
            Assert.Equal("up\n", await socket.GetStringAsync("/health", WeirProcess.Ct));
            using var client = Clients.To(weir.Http);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/echo", WeirProcess.Ct)).StatusCode);
        }
        finally
        {
            held.ForEach(visitor => visitor.Dispose());
        }
    }

    [Fact]
    public async Task CollectorThatIsGone_LosesItsData_AndDelaysNobody()
    {
        await using var origin = await NamedOrigin.StartAsync("a");
        await using var weir = await WeirProcess.UpAsync(_scratch, "--grace", "0s", "--config",
            _scratch.Write("weir.yaml", $"""
                version: 1
                telemetry: {"{"} otlp: "{NamedOrigin.Nobody}", trace_share: 1 {"}"}
                sites:
                  - id: a
                    hosts: ["*"]
                    origins: ["{origin.Address}"]

                """));
        using var client = Clients.To(weir.Http);
        using var admin = Clients.To(weir.Admin);

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal((200, "a"), await client.AskAsync("x"));
        }

        // A client without a user agent is no browser.
        const string labels = "site=\"a\",verdict=\"forward\",class=\"likely_bot\"";
        Assert.Equal(50, await admin.MetricAsync($"weir_requests_total{{{labels}}}"));
        weir.Signal(WeirProcess.Terminate);
        var run = await weir.ExitAsync();
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain("\"severity\":\"error\"", run.Error, StringComparison.Ordinal);
    }

    /// <summary>What a connection gets that finds the door full: nothing, then its end.</summary>
    private static async Task<string> RefusedAsync(Uri address)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, address.Port, WeirProcess.Ct);
            var stream = socket.GetStream();
            await stream.WriteAsync("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), WeirProcess.Ct);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadToEndAsync(WeirProcess.Ct);
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            return "";
        }
    }
}
