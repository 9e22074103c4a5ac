using System.Net.Sockets;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class FailureTests
{
    private static readonly OriginTimeouts _short = new()
    {
        FirstByte = TimeSpan.FromMilliseconds(150), Idle = TimeSpan.FromMilliseconds(150),
    };

    [Fact]
    public async Task Refused_IsUnreachable()
    {
        var origin = RawOrigin.Refusing();
        await using var front = await Front.StartAsync(origin);

        var answer = await RawClient.GetAsync(front.Port);

        Assert.StartsWith("HTTP/1.1 502", answer);
        Assert.Contains($"\r\nWeir-Request-Id: {Front.RequestId}\r\n", answer);
        Assert.Equal(
            new ForwardResult(
                ForwardStatus.OriginUnreachable, origin.OriginalString, 1), await front.ResultAsync());
    }

    [Fact]
    public async Task UnknownName_IsUnreachable()
    {
        await using var front = await Front.StartAsync(new Uri("http://no-such-host.invalid"));

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginUnreachable, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task ConnectThatTakesTooLong_IsUnreachable()
    {
        // A full backlog drops further handshakes: the connection is neither made nor refused.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        full.Listen(0);
        var address = (System.Net.IPEndPoint)full.LocalEndPoint!;
        using var one = new TcpClient();
        await one.ConnectAsync(address, Clients.Stop);
        var site = Front.Site(new Uri($"http://{address}"));
        await using var front = await Front.StartAsync(
            site with { Timeouts = new OriginTimeouts { Connect = TimeSpan.FromMilliseconds(150) } });

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginUnreachable, (await front.ResultAsync()).Status);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n\r\n")]
    [InlineData("HTTP/1.1 abc Nope\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nBad Header\u0000: x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Half: ")]
    public async Task Garbage_IsTheOriginsFailure(string answer)
    {
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync(answer);
        });
        await using var front = await Front.StartAsync(origin.Address);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginFailed, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task Reset_IsTheOriginsFailure()
    {
        await using var origin = RawOrigin.Resetting();
        await using var front = await Front.StartAsync(origin.Address);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginFailed, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task HeaderBlockBeyondTheLimit_IsTheOriginsFailure()
    {
        await using var origin = RawOrigin.Answering(
            $"HTTP/1.1 200 OK\r\nX-Big: {new string('x', 70_000)}\r\nContent-Length: 0\r\n\r\n");
        await using var front = await Front.StartAsync(origin.Address);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginFailed, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task Silence_IsATimeout()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var front = await Front.StartAsync(Front.Site(origin.Address) with { Timeouts = _short });

        Assert.StartsWith("HTTP/1.1 504", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginTimeout, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task SilenceAfterABody_IsATimeout()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var front = await Front.StartAsync(
            Front.Site(origin.Address) with { Timeouts = _short with { Idle = TimeSpan.FromHours(1) } });

        Assert.StartsWith("HTTP/1.1 504", await RawClient.AskAsync(
            front.Port, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"));
        Assert.Equal(ForwardStatus.OriginTimeout, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task AStalledVisitor_IsNotTheOriginsFault()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var front = await Front.StartAsync(Front.Site(origin.Address) with { Timeouts = _short });

        Assert.StartsWith("HTTP/1.1 408", await RawClient.AskAsync(
            front.Port, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 20\r\n\r\nhi"));
        Assert.Equal(ForwardStatus.ClientBody, (await front.ResultAsync()).Status);
        Assert.Equal(0, front.Forwarder.Origins[0].Failures);
    }

    [Fact]
    public async Task HalfAnAnswer_IsAborted_NotEnded()
    {
        var seen = new TaskCompletionSource();
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            await seen.Task;
        });
        await using var front = await Front.StartAsync(origin.Address);
        var visitor = await RawClient.ConnectAsync(front.Port);
        await visitor.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await visitor.ReadUntilAsync("hello\r\n");

        seen.SetResult();

        Assert.Equal("", await visitor.ReadToEndAsync());
        Assert.Equal(ForwardStatus.OriginFailed, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task HalfAnAnswer_OverHttp2_IsReset()
    {
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        });
        await using var front = await Front.StartAsync(origin.Address);
        using var client = Clients.Http2();

        await Assert.ThrowsAnyAsync<HttpRequestException>(
            () => client.GetStringAsync($"http://127.0.0.1:{front.H2Port}/", Clients.Stop));
    }

    [Fact]
    public async Task SilenceWithinAnAnswer_IsATimeout_AndAborts()
    {
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            await visit.ReadToEndAsync();
        });
        // The idle time also runs until the head has come, and a busy machine needs some for it.
        var idle = new OriginTimeouts { Idle = TimeSpan.FromSeconds(3) };
        await using var front = await Front.StartAsync(Front.Site(origin.Address) with { Timeouts = idle });

        Assert.DoesNotContain("HTTP/1.1 5", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginTimeout, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task AVisitorWhoLeaves_CancelsTheOrigin_AndBlamesNobody()
    {
        var (asked, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            asked.SetResult();
            await visit.ReadToEndAsync();
            left.SetResult();
        });
        await using var front = await Front.StartAsync(origin.Address);
        var visitor = await RawClient.ConnectAsync(front.Port);
        await visitor.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await asked.Task;

        visitor.Reset();

        await left.Task.WaitAsync(TimeSpan.FromSeconds(20), Clients.Stop);
        Assert.Equal(ForwardStatus.ClientAborted, (await front.ResultAsync()).Status);
        Assert.Equal(0, front.Forwarder.Origins[0].Failures);
    }

    [Fact]
    public async Task AChunkedBodyBeyondTheLimit_IsTheVisitorsFault()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var front = await Front.StartAsync(origin.Address);
        front.MaxBody = 8;

        var answer = await RawClient.AskAsync(front.Port,
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\n"
            + "hello\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", answer);
        var result = await front.ResultAsync();
        Assert.Equal((ForwardStatus.ClientBody, 413), (result.Status, result.BodyStatus));
        Assert.Equal(0, front.Forwarder.Origins[0].Failures);
    }

    [Fact]
    public async Task BadChunks_AreTheVisitorsFault()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var front = await Front.StartAsync(origin.Address);

        var answer = await RawClient.AskAsync(front.Port,
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer);
        Assert.Equal(ForwardStatus.ClientBody, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task CallingItselfGrpc_DoesNotLiftTheLimit()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(origin.H2c);
        front.MaxBody = 1000;
        using var client = Clients.Http2();
        using var content = new StreamContent(new Zeros(100_000));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");

        try
        {
            using var answer = await client.PostAsync(
                $"http://127.0.0.1:{front.H2Port}/count", content, Clients.Stop);
            Assert.Equal(System.Net.HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may reset the stream before the answer is read: refused all the same.
        }

        var result = await front.ResultAsync();
        Assert.Equal((ForwardStatus.ClientBody, 413), (result.Status, result.BodyStatus));
    }
}
