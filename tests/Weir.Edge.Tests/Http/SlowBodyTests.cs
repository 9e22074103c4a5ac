using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>
/// The server's own least rate of a body. It has a grace of five seconds, so this takes as long.
/// </summary>
public sealed class SlowBodyTests
{
    [Fact]
    public async Task ABodyThatTrickles_Gets408_AndIsNotTheOriginsFault()
    {
        await using var origin = RawOrigin.Start(async visit => await visit.ReadToEndAsync());
        await using var gateway =
            await Gateway.StartAsync(new LimitSettings(), Gateway.Site("a", origin.Address));
        var visit = await RawClient.ConnectAsync(gateway.Port);

        // Nothing of the site's ends this: it is slower than the 240 bytes a second that the server asks for.
        await visit.SendAsync("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\nabc");
        var answer = await RawAnswer.ReadAsync(visit);

        Assert.Equal(408, answer?.Status);
        Assert.Equal(FaultOwner.Client, (await gateway.RecordAsync(answer?.RequestId)).Fault);
        Assert.Equal(1, gateway.Limits()["body_time"]);
        Assert.Equal(0, gateway.OriginErrors("a"));
        visit.Close();
    }
}
