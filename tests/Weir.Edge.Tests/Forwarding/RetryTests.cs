using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class RetryTests
{
    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    public async Task WhatReachedNobody_GoesToAnotherOrigin_ByAnyMethod(string request)
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(
            RawOrigin.Refusing(), origin.Address, RawOrigin.Refusing());

        for (var i = 0; i < 3; i++)
        {
            Assert.StartsWith("HTTP/1.1 200 OK", await RawClient.AskAsync(front.Port, request));
        }

        Assert.Equal(3, origin.Heads.Count);
        Assert.All(origin.Heads, head => Assert.Equal(request[..4], head[..4]));
    }

    [Fact]
    public async Task AttemptsAreBounded()
    {
        await using var front = await Front.StartAsync(
            [.. Enumerable.Range(0, 6).Select(_ => RawOrigin.Refusing())]);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(Decisions.Limits.OriginAttempts, (await front.ResultAsync()).Attempts);
    }

    [Fact]
    public async Task AGetThatBroke_IsSentOnce_ToAnotherOrigin()
    {
        await using var first = RawOrigin.Resetting();
        await using var second = RawOrigin.Resetting();
        await using var third = RawOrigin.Resetting();
        await using var front = await Front.StartAsync(first.Address, second.Address, third.Address);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(2, (await front.ResultAsync()).Attempts);
        Assert.Equal(2, first.Heads.Count + second.Heads.Count + third.Heads.Count);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("DELETE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi")]
    public async Task WhatIsNotHarmless_IsSentOnceOnly(string request)
    {
        await using var first = RawOrigin.Resetting();
        await using var second = RawOrigin.Resetting();
        await using var front = await Front.StartAsync(first.Address, second.Address);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.AskAsync(front.Port, request));
        Assert.Equal(1, first.Heads.Count + second.Heads.Count);
    }

    /// <summary>
    /// The client library would repeat a request without content by itself, up to three times.
    /// </summary>
    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("PURGE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    public async Task AClosedConnection_DoesNotRepeat_WhatIsNotHarmless(string request)
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadHeadAsync());
        await using var front = await Front.StartAsync(origin.Address);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.AskAsync(front.Port, request));
        Assert.Single(origin.Heads);
    }

    [Fact]
    public async Task AStalePooledConnection_IsNoFailure_ForAGet()
    {
        var closed = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            await visit.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            visit.Close();
            closed.Release();
        });
        await using var front = await Front.StartAsync(origin.Address);

        for (var i = 0; i < 5; i++)
        {
            Assert.StartsWith("HTTP/1.1 200 OK", await RawClient.GetAsync(front.Port));
            await closed.WaitAsync(Clients.Stop);
        }

        Assert.Equal(0, front.Forwarder.Origins[0].Failures);
    }

    [Fact]
    public async Task AStartedAnswer_IsNeverRepeated()
    {
        await using var first = HalfAnswering();
        await using var second = HalfAnswering();
        await using var front = await Front.StartAsync(first.Address, second.Address);

        await RawClient.GetAsync(front.Port);

        Assert.Equal(1, (await front.ResultAsync()).Attempts);
        Assert.Equal(1, first.Heads.Count + second.Heads.Count);
    }

    private static RawOrigin HalfAnswering() => RawOrigin.Start(async visit =>
    {
        await visit.ReadHeadAsync();
        await visit.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    });
}
