using System.Collections.Concurrent;
using Weir.Decisions.Signals;
using Weir.Edge.Configuration;
using Weir.Edge.Stages;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Weir.Fuzz.Building;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>What is noted of an HTTP/2 connection, and what ends one.</summary>
public sealed class Http2ConnectionTests
{
    private static readonly byte[] Plain =
    [
        .. Http2Writer.Preface,
        .. Http2Writer.Settings(new(1, 0), new(2, 0), new(4, 6291456), new(6, 262144)),
        .. Http2Writer.WindowUpdate(15663105),
        .. RawHttp2.HeadersOf(1, RawHttp2.Block(
            ":method: GET", ":authority: a.example", ":scheme: http", ":path: /",
            "user-agent: u", "accept: */*")),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public async Task TheOpening_IsKept_HoweverItIsSplit(int piece)
    {
        await using var origin = RawOrigin.Ok();
        var openings = new ConcurrentQueue<Http2Opening?>();
        await using var gateway = await WatchedAsync(origin, openings);
        var visit = await RawHttp2.ConnectAsync(gateway.H2Port);
        foreach (var part in Plain.Chunk(piece))
        {
            await visit.SendAsync(part);
        }

        Assert.Equal(200, (await visit.AnswerAsync(1)).Status);
        await visit.SendAsync(RawHttp2.HeadersOf(3, RawHttp2.Get()));
        Assert.Equal(200, (await visit.AnswerAsync(3)).Status);

        // The second request is of another order, and the connection's is told all the same.
        Assert.Equal(2, openings.Count);
        Assert.All(openings, opening =>
        {
            Assert.Equal("1:0;2:0;4:6291456;6:262144|15663105|0|m,a,s,p", opening?.Text);
            Assert.Equal(["user-agent", "accept"], opening?.HeaderNames);
        });
        visit.Close();
    }

    [Fact]
    public async Task AnOpeningThatCannotBeRead_IsServed_WithoutIt()
    {
        await using var origin = RawOrigin.Ok();
        var openings = new ConcurrentQueue<Http2Opening?>();
        await using var gateway = await WatchedAsync(origin, openings);
        var visit = await RawHttp2.OpenAsync(gateway.H2Port);

        // Legal, and longer than anything that is looked at.
        var frames = Decisions.Limits.Http2OpeningFrames;
        await visit.SendAsync([.. Enumerable.Range(0, frames).SelectMany(_ => Http2Writer.WindowUpdate(1))]);
        await visit.SendAsync(RawHttp2.HeadersOf(1, RawHttp2.Get()));

        Assert.Equal(200, (await visit.AnswerAsync(1)).Status);
        Assert.Null(Assert.Single(openings));
        Assert.Empty(gateway.Limits());
        Assert.Equal(0, gateway.EdgeErrors());
        visit.Close();
    }

    [Fact]
    public async Task AResetFlood_EndsTheConnection_AndIsCountedOnce()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var gateway = await Gateway.StartAsync(
            new LimitSettings { Http2Resets = 5 }, Gateway.Site("a", origin.Address));
        var visit = await RawHttp2.OpenAsync(gateway.H2Port);
        var stream = 1;
        for (; stream < 11; stream += 2)
        {
            await visit.SendAsync(BegunAndReset(stream));
        }

        await Until.TrueAsync(() => Finished(gateway) == 5, "five requests ended");
        Assert.Empty(gateway.Limits());
        await visit.SendAsync(BegunAndReset(stream));

        Assert.Equal("closed", await visit.EndAsync());
        Assert.Equal(1, gateway.Limits()["http2_resets"]);
        Assert.Single(gateway.Limits());
        Assert.Equal(0, gateway.OriginErrors("a"));
    }

    [Fact]
    public async Task StreamsThatAreAnswered_AreNoResets()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(
            new LimitSettings { Http2Resets = 1 }, Gateway.Site("a", origin.Address));
        var visit = await RawHttp2.OpenAsync(gateway.H2Port);
        for (var stream = 1; stream < 21; stream += 2)
        {
            await visit.SendAsync(RawHttp2.HeadersOf(stream, RawHttp2.Get()));
            Assert.Equal(200, (await visit.AnswerAsync(stream)).Status);
        }

        Assert.Empty(gateway.Limits());
        visit.Close();
    }

    [Fact]
    public async Task AContinuationFlood_EndsTheConnection_AndReachesNobody()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway =
            await Gateway.StartAsync(new LimitSettings(), Gateway.Site("a", origin.Address));
        var visit = await RawHttp2.OpenAsync(gateway.H2Port);
        await visit.SendAsync(Http2Writer.Frame(1, RawHttp2.EndStream, 1, RawHttp2.Get()));
        var more = Http2Writer.Frame(9, 0, 1, RawHttp2.Block("x: " + new string('x', 8000)));
        while (await visit.TrySendAsync(more))
        {
            await Task.Yield();
        }

        await Until.TrueAsync(() => gateway.Limits().Count > 0, "a reason counted");
        Assert.Equal(1, gateway.Limits()["header_bytes"]);
        Assert.Equal(0, origin.Connections);
        Assert.Equal(0, gateway.EdgeErrors());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnot a frame of any kind")]
    public async Task WhatIsNotHttp2_IsEnded_AndCounted(string sent)
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway =
            await Gateway.StartAsync(new LimitSettings(), Gateway.Site("a", origin.Address));
        var visit = await RawClient.ConnectAsync(gateway.H2Port);
        await visit.SendAsync(sent);
        await visit.ReadToEndAsync();

        await Until.TrueAsync(() => gateway.Limits().Count > 0, "a reason counted");
        Assert.Equal(1, gateway.Limits()["http2_protocol"]);
        Assert.Equal(0, origin.Connections);
    }

    private static byte[] BegunAndReset(int stream) =>
        [.. RawHttp2.HeadersOf(stream, RawHttp2.Get()), .. RawHttp2.ResetOf(stream)];

    private static long Finished(Gateway gateway) => gateway.Telemetry.Recent.Next;

    /// <summary>Hands over what is known of a connection when its requests are decided.</summary>
    private static Task<Gateway> WatchedAsync(RawOrigin origin, ConcurrentQueue<Http2Opening?> openings)
    {
        var configuration = Gateway.Configure(new LimitSettings(), Gateway.Site("a", origin.Address));
        return Gateway.StartAsync(configuration, Watch);

        void Watch(EdgeStage stage, GatewayRequest request)
        {
            if (stage == EdgeStage.Decide)
            {
                openings.Enqueue(request.Connection?.Http2Opening);
            }
        }
    }
}
