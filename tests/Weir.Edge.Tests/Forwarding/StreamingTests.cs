using System.Net;
using Weir.Edge.Forwarding;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class StreamingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerSentEvents_ArriveOneByOne(bool http2)
    {
        var read = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var i = 0; i < 3; i++)
            {
                await visit.SendAsync($"9\r\ndata: {i}\n\n\r\n");
                await read.WaitAsync();
            }

            await visit.SendAsync("0\r\n\r\n");
        });
        await using var front = await Front.StartAsync(origin.Address);
        using var client = http2 ? Clients.Http2() : Clients.Http1();
        var address = $"http://127.0.0.1:{(http2 ? front.H2Port : front.Port)}/";

        await using var events = await client.GetStreamAsync(address, Clients.Stop);
        using var reader = new StreamReader(events);
        for (var i = 0; i < 3; i++)
        {
            // The origin sends the next only after this one was read: a buffer anywhere would hang here.
            Assert.Equal($"data: {i}", await reader.ReadLineAsync(Clients.Stop));
            Assert.Equal("", await reader.ReadLineAsync(Clients.Stop));
            read.Release();
        }

        Assert.Null(await reader.ReadLineAsync(Clients.Stop));
    }

    [Fact]
    public async Task SmallPiecesOfAnUpload_ArriveOneByOne()
    {
        var arrived = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            for (var i = 0; i < 3; i++)
            {
                await visit.ReadUntilAsync($"piece{i}");
                arrived.Release();
            }

            await visit.ReadUntilAsync("0\r\n\r\n");
            await visit.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        });
        await using var front = await Front.StartAsync(origin.Address);
        var visitor = await RawClient.ConnectAsync(front.Port);
        await visitor.SendAsync(
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");

        for (var i = 0; i < 3; i++)
        {
            await visitor.SendAsync($"6\r\npiece{i}\r\n");
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20), Clients.Stop));
        }

        await visitor.SendAsync("0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK", await visitor.ReadToEndAsync());
    }

    [Fact]
    public async Task ExpectContinue_WaitsForTheOrigin_ThenSends()
    {
        await using var origin = RawOrigin.Start(async visit =>
        {
            var head = await visit.ReadHeadAsync() ?? "";
            await visit.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            var body = await visit.ReadBodyAsync(head);
            await visit.SendAsync(
                $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        });
        await using var front = await Front.StartAsync(origin.Address);
        var visitor = await RawClient.ConnectAsync(front.Port);
        await visitor.SendAsync(
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n"
            + "Content-Length: 5\r\n\r\n");

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await visitor.ReadHeadAsync());
        await visitor.SendAsync("hello");

        Assert.EndsWith("hello", await visitor.ReadToEndAsync());
        Assert.Contains("\r\nExpect: 100-continue\r\n", origin.Head);
    }

    [Fact]
    public async Task ExpectContinue_Refused_NeverAsksForTheBody()
    {
        var after = "";
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync("HTTP/1.1 413 Too Big\r\nContent-Length: 3\r\n\r\nno!");
            after = await visit.ReadToEndAsync();
        });
        await using var front = await Front.StartAsync(origin.Address);

        var answer = await RawClient.AskAsync(front.Port,
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n"
            + "Content-Length: 999999\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 Too Big", answer);
        Assert.EndsWith("no!", answer);
        Assert.Equal("", after);
        Assert.Equal(ForwardStatus.Completed, (await front.ResultAsync()).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LargeBodies_BothWays_KeepMemoryFlat(bool http2)
    {
        const int Size = 64 * 1024 * 1024;
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(http2 ? origin.H2c : origin.Http1);
        using var client = http2 ? Clients.Http2() : Clients.Http1();
        var address = $"http://127.0.0.1:{(http2 ? front.H2Port : front.Port)}";
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var answer =
            await client.PostAsync(address + "/count", new StreamContent(new Zeros(Size)), Clients.Stop);
        Assert.Equal($"{Size}", await answer.Content.ReadAsStringAsync(Clients.Stop));

        await using var body = await client.GetStreamAsync($"{address}/zeros?{Size}", Clients.Stop);
        Assert.Equal(Size, await Zeros.CountAsync(body));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Size / 2);
    }

    [Fact]
    public async Task AnOriginThatAnswersBeforeTheBodyEnds_IsHeard_OverHttp2()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(origin.H2c);
        using var client = Clients.Http2();
        using var request =
            new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{front.H2Port}/refuse");
        (request.Version, request.VersionPolicy) =
            (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Content = new StreamContent(new Zeros(8 * 1024 * 1024));

        using var answer =
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Clients.Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(ForwardStatus.Completed, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task CookieCrumbs_OfHttp2_AreOneLine_ForHttp1()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);
        using var client = Clients.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{front.H2Port}/");
        (request.Version, request.VersionPolicy) =
            (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Headers.TryAddWithoutValidation("Cookie", ["a=1", "b=2"]);

        using var answer = await client.SendAsync(request, Clients.Stop);

        Assert.Contains("\r\nCookie: a=1; b=2\r\n", origin.Head);
    }
}
