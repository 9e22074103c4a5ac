using System.Net;
using System.Net.WebSockets;
using System.Text;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class UpgradeTests
{
    private const string Upgrade =
        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    public enum To
    {
        Http1,
        H2c,
        Tls,
        TlsHttp1,
    }

    [Theory]
    [InlineData(false, To.Http1)]
    [InlineData(true, To.Http1)]
    [InlineData(false, To.H2c)]
    [InlineData(true, To.H2c)]
    [InlineData(false, To.Tls)]
    [InlineData(true, To.Tls)]
    [InlineData(false, To.TlsHttp1)]
    [InlineData(true, To.TlsHttp1)]
    public async Task WebSocket_Echoes_AndCloses(bool http2, To to)
    {
        await using var origin = await KestrelOrigin.StartAsync();
        var address = to switch
        {
            To.Http1 => origin.Http1,
            To.H2c => origin.H2c,
            To.Tls => origin.Tls,
            To.TlsHttp1 => origin.TlsHttp1,
            _ => origin.Http1,
        };
        await using var front = await Front.StartAsync(Front.Site(address), trust: origin.Trust);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("echo");
        socket.Options.HttpVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        var port = http2 ? front.H2Port : front.Port;

        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/ws"), invoker, Clients.Stop);
        var buffer = new byte[64];
        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync(
                Encoding.ASCII.GetBytes($"m{i}"), WebSocketMessageType.Text, true, Clients.Stop);
            var got = await socket.ReceiveAsync(buffer, Clients.Stop);
            Assert.Equal($"m{i}", Encoding.ASCII.GetString(buffer, 0, got.Count));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Clients.Stop);
        Assert.Equal(WebSocketState.Closed, socket.State);
        Assert.Equal("bye", socket.CloseStatusDescription);
        Assert.Equal(ForwardStatus.Completed, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task UpgradeFields_AreKept_AndNothingElseOfTheHop()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nWeir-Score: 4\r\n\r\nraw");
        await using var front = await Front.StartAsync(origin.Address);
        var visitor = await RawClient.ConnectAsync(front.Port);

        await visitor.SendAsync(Upgrade);
        var head = await visitor.ReadHeadAsync();

        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", head);
        Assert.Contains("\r\nUpgrade: websocket\r\n", head);
        Assert.DoesNotContain("Weir-Score", head);
        Assert.Equal("raw", await visitor.ReadAsync(3));
        Assert.Contains("\r\nConnection: Upgrade\r\n", origin.Head);
        Assert.Contains("\r\nUpgrade: websocket\r\n", origin.Head);
        visitor.Close();
    }

    [Fact]
    public async Task ARefusedUpgrade_IsAPlainAnswer_UnderThePlainIdleTime()
    {
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nno");
            await visit.ReadToEndAsync();
        });
        await using var front = await Front.StartAsync(Front.Site(origin.Address) with
        {
            Timeouts = new OriginTimeouts { Idle = TimeSpan.FromMilliseconds(150) },
        });

        Assert.DoesNotContain("HTTP/1.1 5", await RawClient.AskAsync(front.Port, Upgrade));
        Assert.Equal(ForwardStatus.OriginTimeout, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task ASilentUpgradedStream_EndsAfterItsOwnIdleTime()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(Front.Site(origin.Http1) with
        {
            Timeouts = new OriginTimeouts { UpgradedIdle = TimeSpan.FromMilliseconds(150) },
        });

        Assert.StartsWith("HTTP/1.1 101", await RawClient.AskAsync(front.Port, Upgrade));
        Assert.Equal(ForwardStatus.Completed, (await front.ResultAsync()).Status);
        Assert.Equal(0, front.Forwarder.Origins[0].Failures);
    }

    [Fact]
    public async Task AnUpgrade_IsNeverRepeated()
    {
        await using var first = RawOrigin.Resetting();
        await using var second = RawOrigin.Resetting();
        await using var front = await Front.StartAsync(first.Address, second.Address);

        var visitor = await RawClient.ConnectAsync(front.Port);
        await visitor.SendAsync(Upgrade);
        Assert.StartsWith("HTTP/1.1 502", await visitor.ReadHeadAsync());
        visitor.Close();

        Assert.Equal(1, first.Heads.Count + second.Heads.Count);
    }

    [Fact]
    public async Task AnotherUpgrade_IsAPlainRequest()
    {
        await using var origin = RawOrigin.Ok("plain");
        await using var front = await Front.StartAsync(origin.Address, RawOrigin.Refusing());

        for (var i = 0; i < 2; i++)
        {
            Assert.EndsWith("plain", await RawClient.AskAsync(front.Port,
                "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n"
                + "Content-Length: 2\r\n\r\nhi"));
        }

        Assert.All(origin.Heads, head => Assert.DoesNotContain("Upgrade", head));
    }
}
