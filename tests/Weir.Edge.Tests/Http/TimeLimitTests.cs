using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Weir.Fuzz.Building;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>Visitors that are too slow, under limits made short.</summary>
public sealed class TimeLimitTests
{
    private static readonly LimitSettings Impatient = new() { HeaderTime = TimeSpan.FromMilliseconds(50) };

    [Fact]
    public async Task HeadersThatDoNotComeToAnEnd_Get408()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(Impatient, Gateway.Site("a", origin.Address));
        string[] begun =
        [
            "GET / HT", "GET / HTTP/1.1\r\nHost: a.example\r\nX", "GET / HTTP/1.1\r\nHost: a.example\r\n",
        ];

        await Task.WhenAll(begun.Select(AskAsync));

        Assert.Equal(begun.Length, gateway.Limits()["header_time"]);
        Assert.Equal(0, origin.Connections);

        async Task AskAsync(string sent)
        {
            var visit = await RawClient.ConnectAsync(gateway.Port);
            await visit.SendAsync(sent);
            var answer = await RawAnswer.ReadAsync(visit);
            Assert.Equal(408, answer?.Status);
            Assert.Contains("\"fault\":\"client\"", answer?.Body, StringComparison.Ordinal);
            Assert.Equal(FaultOwner.Client, (await gateway.RecordAsync(answer?.RequestId)).Fault);
            Assert.Null(await RawAnswer.ReadAsync(visit));
        }
    }

    [Fact]
    public async Task HeadersThatDoNotComeToAnEnd_EndAnHttp2Connection()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(Impatient, Gateway.Site("a", origin.Address));
        var visit = await RawHttp2.OpenAsync(gateway.H2Port);

        // A flood of empty CONTINUATIONs never grows past any size: time is what ends it.
        await visit.SendAsync(Http2Writer.Frame(1, RawHttp2.EndStream, 1, RawHttp2.Get()));
        byte[] flood = [.. Enumerable.Range(0, 100).SelectMany(_ => Http2Writer.Frame(9, 0, 1))];
        var sent = 0;
        while (await visit.TrySendAsync(flood))
        {
            sent++;
            await Task.Yield();
        }

        Assert.NotEqual(0, sent);
        await Until.TrueAsync(() => gateway.Limits().ContainsKey("header_time"), "header_time counted");
        Assert.Equal(0, origin.Connections);
    }

    [Fact]
    public async Task ABodyThatStalls_Gets408_AndIsNotTheOriginsFault()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        var site = Gateway.Site("a", origin.Address) with
        {
            Timeouts = new OriginTimeouts { Idle = TimeSpan.FromMilliseconds(200) },
        };
        await using var gateway = await Gateway.StartAsync(new LimitSettings(), site);
        var visit = await RawClient.ConnectAsync(gateway.Port);
        await visit.SendAsync("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\nabc");

        var answer = await RawAnswer.ReadAsync(visit);

        Assert.Equal(408, answer?.Status);
        Assert.Contains("\"fault\":\"client\"", answer?.Body, StringComparison.Ordinal);
        Assert.Equal(FaultOwner.Client, (await gateway.RecordAsync(answer?.RequestId)).Fault);
        Assert.Equal(1, gateway.Limits()["body_time"]);
        Assert.Equal(0, gateway.OriginErrors("a"));
        visit.Close();
    }
}
