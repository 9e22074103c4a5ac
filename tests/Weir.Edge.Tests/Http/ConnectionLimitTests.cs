using System.Net;
using System.Net.Sockets;
using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>How many connections there may be, in all and of one address, over cleartext.</summary>
public sealed class ConnectionLimitTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

    private static readonly LimitSettings Two = new() { Connections = 3, ConnectionsPerAddress = 2 };

    [Fact]
    public async Task ConnectionsBeyondThoseOfOneAddress_Get429_AndOthersGoOn()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(Two, Gateway.Site("a", origin.Address));
        var first = await AskedAsync(gateway.Port);
        var second = await AskedAsync(gateway.Port);

        await IsTurnedAwayAsync(gateway, 429, "127.0.0.1");
        var other = await AskedAsync(gateway.Port, "127.0.0.2");
        await IsServedAsync(first);

        Assert.Equal("connections_per_address 1", Counted(gateway));
        Close(first, second, other);
    }

    [Fact]
    public async Task ConnectionsBeyondAll_Get503_AndThereIsRoomAgain()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(Two, Gateway.Site("a", origin.Address));
        var first = await AskedAsync(gateway.Port, "127.0.0.1");
        var second = await AskedAsync(gateway.Port, "127.0.0.2");
        var third = await AskedAsync(gateway.Port, "127.0.0.3");

        await IsTurnedAwayAsync(gateway, 503, "127.0.0.4");
        Assert.Equal("connections 1", Counted(gateway));

        third.Close();
        await Until.TrueAsync(() => gateway.Telemetry.Connections == 2, "two connections");
        var fourth = await AskedAsync(gateway.Port, "127.0.0.4");
        Close(first, second, fourth);
    }

    [Fact]
    public async Task ATrustedProxy_IsHeldToTheTotalOnly()
    {
        await using var origin = RawOrigin.Ok();
        var configuration = Gateway.Configure(Two, Gateway.Site("a", origin.Address));
        await using var gateway = await Gateway.StartAsync(
            configuration with
            {
                Node = configuration.Node with { TrustedProxies = [IPNetwork.Parse("127.0.0.9/32")] },
            },
            entering: null);
        RawVisit[] visits =
        [
            await AskedAsync(gateway.Port, "127.0.0.9"),
            await AskedAsync(gateway.Port, "127.0.0.9"),
            await AskedAsync(gateway.Port, "127.0.0.9"),
        ];

        Assert.Empty(gateway.Limits());
        await IsTurnedAwayAsync(gateway, 503, "127.0.0.9");
        Assert.Equal("connections 1", Counted(gateway));
        Close(visits);
    }

    [Fact]
    public async Task OverHttp2InCleartext_TheyAreClosed()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(Two, Gateway.Site("a", origin.Address));
        var first = await AskedAsync(gateway.Port);
        var second = await AskedAsync(gateway.Port);

        Assert.Equal("closed", await EndAsync(gateway.H2Port));
        Assert.Equal("connections_per_address 1", Counted(gateway));
        Close(first, second);
    }

    private static async Task<string> EndAsync(int port)
    {
        try
        {
            return await (await RawHttp2.ConnectAsync(port)).EndAsync();
        }
        catch (SocketException)
        {
            return "closed";
        }
    }

    private static string Counted(Gateway gateway) =>
        string.Join(", ", gateway.Limits().Select(reason => $"{reason.Key} {reason.Value}"));

    /// <summary>A connection that is open and has been served once.</summary>
    private static async Task<RawVisit> AskedAsync(int port, string from = "127.0.0.1")
    {
        var visit = await RawClient.ConnectAsync(port, from);
        await IsServedAsync(visit);
        return visit;
    }

    private static async Task IsServedAsync(RawVisit visit)
    {
        await visit.SendAsync(Request);
        Assert.Equal(200, (await RawAnswer.ReadAsync(visit))?.Status);
    }

    private static async Task IsTurnedAwayAsync(Gateway gateway, int status, string from)
    {
        // It is told so before it says anything.
        var visit = await RawClient.ConnectAsync(gateway.Port, from);
        var answer = await RawAnswer.ReadAsync(visit);
        Assert.Equal(status, answer?.Status);
        Assert.Equal("5", answer?.Field("Retry-After"));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", answer?.RequestId);
        Assert.Contains("\"fault\":\"client\"", answer?.Body, StringComparison.Ordinal);
        Assert.Null(await RawAnswer.ReadAsync(visit));
        visit.Close();
    }

    private static void Close(params RawVisit[] visits)
    {
        foreach (var visit in visits)
        {
            visit.Close();
        }
    }
}
