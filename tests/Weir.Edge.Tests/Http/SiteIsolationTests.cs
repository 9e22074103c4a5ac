using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>One site's origin fails in every way, while another site is served.</summary>
public sealed class SiteIsolationTests
{
    private const int Rounds = 5;

    [Theory]
    [InlineData("down", 502)]
    [InlineData("resetting", 502)]
    [InlineData("slow", 504)]
    public async Task OneSitesOriginFails_AndTheOtherIsUntouched(string how, int status)
    {
        await using var good = RawOrigin.Ok();
        await using var resetting = RawOrigin.Resetting();
        await using var slow = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        var bad = how switch
        {
            "down" => Gateway.Site("bad", RawOrigin.Refusing()),
            "resetting" => Gateway.Site("bad", resetting.Address),
            _ => Gateway.Site("bad", slow.Address) with
            {
                Timeouts = new OriginTimeouts { FirstByte = TimeSpan.FromMilliseconds(100) },
            },
        };
        await using var gateway =
            await Gateway.StartAsync(new LimitSettings(), bad, Gateway.Site("good", good.Address));

        await Task.WhenAll(RoundsAsync(gateway, "bad", status), RoundsAsync(gateway, "good", 200));

        Assert.Equal(Rounds, gateway.OriginErrors("bad"));
        Assert.Equal(0, gateway.OriginErrors("good"));
        Assert.Equal(0, gateway.EdgeErrors());
        Assert.Empty(gateway.Limits());
        Assert.Equal(Rounds, good.Heads.Count);
    }

    private static async Task RoundsAsync(Gateway gateway, string site, int status)
    {
        var visit = await RawClient.ConnectAsync(gateway.Port);
        for (var round = 0; round < Rounds; round++)
        {
            await visit.SendAsync($"GET /{round} HTTP/1.1\r\nHost: {site}.example\r\n\r\n");
            var answer = await RawAnswer.ReadAsync(visit);
            Assert.Equal(status, answer?.Status);
            var record = await gateway.RecordAsync(answer?.RequestId);
            Assert.Equal(site, record.Site);
            Assert.Equal(status == 200 ? FaultOwner.Unset : FaultOwner.Origin, record.Fault);
            if (status != 200)
            {
                Assert.Contains("\"fault\":\"origin\"", answer?.Body, StringComparison.Ordinal);
            }
        }

        visit.Close();
    }
}
