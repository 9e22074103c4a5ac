using System.Collections.Immutable;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class HealthTests
{
    private static readonly HealthSettings _settings =
        new() { Failures = 2, Aside = TimeSpan.FromSeconds(10), Interval = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task OriginsTakeTurns()
    {
        await using var first = RawOrigin.Ok();
        await using var second = RawOrigin.Ok();
        await using var front = await Front.StartAsync(first.Address, second.Address);

        for (var i = 0; i < 6; i++)
        {
            await RawClient.GetAsync(front.Port);
        }

        Assert.Equal((3, 3), (first.Heads.Count, second.Heads.Count));
    }

    [Fact]
    public void FailuresInARow_SetAside_ThenOneTrial()
    {
        var time = new ManualTime();
        var log = new FakeLog();
        var health = new OriginHealth("http://a", _settings, time, log);

        health.Failed("x");
        health.Succeeded(health.Now());
        health.Failed("x");
        Assert.True(health.Admits());
        health.Failed("y");
        Assert.False(health.Admits());
        Assert.Equal(new OriginState("http://a", false, 2, "y"), health.State);

        time.Advance(_settings.Aside);
        Assert.True(health.Admits());
        Assert.False(health.Admits());

        health.Failed("z");
        time.Advance(_settings.Aside);
        Assert.True(health.Admits());
        health.Succeeded(health.Now());
        Assert.True(health.Admits());
        Assert.True(health.Admits());
        Assert.Equal(["origin.aside", "origin.back"], log.Keys);
    }

    [Fact]
    public void AnOldSuccess_DoesNotBringBack_WhatFailedSince()
    {
        var time = new ManualTime();
        var health = new OriginHealth("http://a", _settings, time, new FakeLog());
        var before = health.Now();
        time.Advance(TimeSpan.FromSeconds(1));
        health.Failed("x");
        health.Failed("x");

        health.Succeeded(before);

        Assert.False(health.Admits());
    }

    [Fact]
    public async Task AnOriginSetAside_GetsNothing_UntilItsTrial()
    {
        var time = new ManualTime();
        var broken = true;
        await using var flaky = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            if (broken)
            {
                visit.Reset();
                return;
            }

            await visit.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        });
        await using var good = RawOrigin.Ok();
        await using var front = await Front.StartAsync(
            Front.Site(flaky.Address, good.Address) with { Health = _settings }, time);

        await AskAsync(front, 8);
        Assert.Equal(_settings.Failures, flaky.Heads.Count);
        Assert.Equal(8, good.Heads.Count);
        Assert.False(front.Forwarder.Origins[0].Healthy);

        broken = false;
        time.Advance(_settings.Aside);
        await AskAsync(front, 4);

        Assert.True(front.Forwarder.Origins[0].Healthy);
        Assert.True(flaky.Heads.Count > _settings.Failures);
    }

    [Fact]
    public async Task AllAside_StillAsks()
    {
        var broken = true;
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            if (!broken)
            {
                await visit.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            }

            visit.Close();
        });
        await using var front = await Front.StartAsync(
            Front.Site(origin.Address, RawOrigin.Refusing()) with { Health = _settings }, new ManualTime());
        await AskAsync(front, 5);
        Assert.All(front.Forwarder.Origins, state => Assert.False(state.Healthy));

        broken = false;

        Assert.StartsWith("HTTP/1.1 200 OK", await RawClient.GetAsync(front.Port));
    }

    [Fact]
    public async Task HealthRequests_SetAside_AndBringBack()
    {
        var time = new ManualTime();
        var status = "200 OK";
        await using var origin = RawOrigin.Start(async visit =>
        {
            while (await visit.ReadHeadAsync() is not null)
            {
                await visit.SendAsync($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
            }
        });
        // The clock here runs far ahead of the answers: they may take as long as they like.
        var settings = _settings with { Path = "/up?x", Timeout = TimeSpan.FromDays(30) };
        await using var front = await Front.StartAsync(
            Front.Site(origin.Address) with { Health = settings }, time);

        await HealthyAsync(front, time, expected: true);
        status = "503 No";
        await HealthyAsync(front, time, expected: false);
        Assert.Equal("health request answered 503", front.Forwarder.Origins[0].LastError);
        Assert.StartsWith("GET /up?x HTTP/1.1\r\n", origin.Heads[0]);
        status = "302 Found";
        await HealthyAsync(front, time, expected: true);
    }

    [Fact]
    public async Task AHealthRequestWithoutAnswer_Fails()
    {
        var time = new ManualTime();
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var front = await Front.StartAsync(
            Front.Site(origin.Address) with { Health = _settings with { Path = "/up" } }, time);

        await HealthyAsync(front, time, expected: false);

        Assert.Equal("health request not answered in time", front.Forwarder.Origins[0].LastError);
    }

    private static async Task AskAsync(Front front, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await RawClient.GetAsync(front.Port);
        }
    }

    /// <summary>Lets health requests happen until the state is the expected one.</summary>
    private static async Task HealthyAsync(Front front, ManualTime time, bool expected)
    {
        ImmutableArray<OriginState> origins;
        do
        {
            time.Advance(_settings.Interval);
            await Task.Delay(5, Clients.Stop);
            origins = front.Forwarder.Origins;
        }
        while (origins[0].Healthy != expected || (!expected && origins[0].Failures < 2));
    }
}
