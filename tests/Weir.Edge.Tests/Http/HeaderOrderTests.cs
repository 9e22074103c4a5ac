using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>
/// Where header order can be told, and where not; the rows named <c>order-*</c> show the rest.
/// </summary>
public sealed class HeaderOrderTests
{
    [Fact]
    public async Task MoreLinesThanTheDefaultLimit_AreToldAsWell()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(
            new LimitSettings { HeaderLines = 200 }, Gateway.Site("a", origin.Address));
        var lines = string.Concat(Enumerable.Range(0, 190).Select(i => $"X-{i}: {i}\r\n"));

        var visit = await RawClient.ConnectAsync(gateway.Port);
        await visit.SendAsync($"GET / HTTP/1.1\r\nHost: a.example\r\n{lines}\r\n");
        var answer = await RawAnswer.ReadAsync(visit);

        Assert.Equal(200, answer?.Status);
        Assert.Equal(
            "Host," + string.Join(',', Enumerable.Range(0, 190).Select(i => $"X-{i}")),
            (await gateway.RecordAsync(answer?.RequestId)).HeaderOrder);
        visit.Close();
    }

    [Fact]
    public async Task AFaultyBlockOfManyLines_IsRefusedAsWell()
    {
        await using var origin = RawOrigin.Ok();
        await using var gateway = await Gateway.StartAsync(
            new LimitSettings { HeaderLines = 200 }, Gateway.Site("a", origin.Address));
        var lines = string.Concat(Enumerable.Range(0, 190).Select(i => $"X-{i}: {i}\r\n"));

        var answer = await RawClient.AskAsync(
            gateway.Port,
            $"POST / HTTP/1.1\r\nHost: a.example\r\n{lines}Content-Length: 0\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(1, gateway.Limits()["length_with_transfer_encoding"]);
        Assert.Equal(0, origin.Connections);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("Transfer-Encoding: chunked\r\n", 200)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400)]
    public async Task ABlockLargerThanWhatIsKept_IsForwardedWithoutOrder_AndStillChecked(
        string framing, int status)
    {
        await using var origin = RawOrigin.Ok();
        var site = Gateway.Site("a", origin.Address);
        await using var gateway = await Gateway.StartAsync(
            new LimitSettings { RequestLineBytes = 1024, HeaderBytes = 1024 }, site);
        var visit = await RawClient.ConnectAsync(gateway.Port);
        await IsServedAsync(visit);

        // What this connection keeps was measured by the limits under which it began. Those of the request
        // that comes next were taken before the change.
        gateway.Apply(Gateway.Configure(new LimitSettings(), site));
        await IsServedAsync(visit);
        var body = framing.Length == 0 ? "" : "0\r\n\r\n";
        await visit.SendAsync(
            $"POST / HTTP/1.1\r\nHost: a.example\r\nX: {new string('x', 8000)}\r\n{framing}\r\n{body}");
        var answer = await RawAnswer.ReadAsync(visit);

        Assert.Equal(status, answer?.Status);
        Assert.Null((await gateway.RecordAsync(answer?.RequestId)).HeaderOrder);
        Assert.Equal(0, gateway.EdgeErrors());
        visit.Close();
    }

    private static async Task IsServedAsync(RawVisit visit)
    {
        await visit.SendAsync("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        Assert.Equal(200, (await RawAnswer.ReadAsync(visit))?.Status);
    }
}
