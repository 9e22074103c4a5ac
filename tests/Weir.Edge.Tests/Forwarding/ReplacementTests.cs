using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class ReplacementTests
{
    [Fact]
    public async Task ARequestInFlight_OutlivesItsForwarder()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var origin = RawOrigin.Start(async visit =>
        {
            await visit.ReadHeadAsync();
            asked.SetResult();
            await go.Task;
            await visit.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        });
        await using var front = await Front.StartAsync(origin.Address);
        var answer = RawClient.GetAsync(front.Port);
        await asked.Task;

        await front.Forwarder.DisposeAsync();
        Assert.Equal(1, front.Factory.OpenOrigins);
        go.SetResult();

        Assert.EndsWith("late", await answer);
        await front.ResultAsync();
        Assert.Equal(0, front.Factory.OpenOrigins);
    }

    [Fact]
    public async Task ALateRequest_IsStillCarried()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);
        await front.Forwarder.DisposeAsync();
        await front.Forwarder.DisposeAsync();

        Assert.StartsWith("HTTP/1.1 200 OK", await RawClient.GetAsync(front.Port));

        await front.ResultAsync();
        Assert.Equal(0, front.Factory.OpenOrigins);
    }

    [Fact]
    public async Task AnUnchangedOrigin_KeepsConnectionsAndHealth()
    {
        await using var origin = RawOrigin.Ok();
        var site = Front.Site(origin.Address, RawOrigin.Refusing());
        await using var front = await Front.StartAsync(site);
        for (var i = 0; i < 4; i++)
        {
            await RawClient.GetAsync(front.Port);
        }

        var old = front.Forwarder;
        front.Forwarder = front.Factory.Create(Copy(site) with { MaxBody = 5 });
        await old.DisposeAsync();
        await RawClient.GetAsync(front.Port);

        Assert.Equal(1, origin.Connections);
        Assert.Equal([true, false], front.Forwarder.Origins.Select(o => o.Healthy));
        Assert.Equal(2, front.Factory.OpenOrigins);
    }

    /// <summary>Equal by value only, as a configuration read again is.</summary>
    private static SiteSettings Copy(SiteSettings site) => site with
    {
        Origins = [.. site.Origins.Select(o => o with { Address = new Uri(o.Address.OriginalString) })],
        Timeouts = site.Timeouts with { },
        Health = site.Health with { },
    };
}
