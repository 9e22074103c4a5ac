using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class TargetTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/a%2Fb%2fc")]
    [InlineData("/%2e%2e/x")]
    [InlineData("/a/../b/./c")]
    [InlineData("//a///b")]
    [InlineData("/%ff%fe?%ff=%00")]
    [InlineData("/a|b^c`d{e}")]
    [InlineData("/a\\b")]
    [InlineData("/?")]
    [InlineData("/?a=b?c&d=%26+e|f")]
    [InlineData("/%C3%A9%c3%a9")]
    [InlineData("/a;b=c,d@e:f!$'()*")]
    [InlineData("/%41%7e")]
    [InlineData("/a?q=http://x/../y")]
    public async Task ReachesTheOrigin_AsReceived(string target)
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        Assert.StartsWith("HTTP/1.1 200 OK", await RawClient.GetAsync(front.Port, target));

        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", origin.Head);
    }

    [Theory]
    [InlineData("http://site.example/a%2Fb?c", "/a%2Fb?c")]
    [InlineData("http://site.example", "/")]
    [InlineData("http://site.example?q", "/?q")]
    public async Task AbsoluteForm_BecomesOriginForm(string target, string expected)
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        Assert.StartsWith("HTTP/1.1 200 OK", await RawClient.GetAsync(front.Port, target));

        Assert.StartsWith($"GET {expected} HTTP/1.1\r\n", origin.Head);
    }

    [Fact]
    public async Task Asterisk_IsAnsweredHere_NotTurnedIntoAPath()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        var answer = await RawClient.AskAsync(
            front.Port, "OPTIONS * HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 204", answer);
        Assert.Empty(origin.Heads);
    }

    [Fact]
    public async Task UnknownMethods_AreCarried()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        await RawClient.AskAsync(
            front.Port, "PROPFIND /x HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("PROPFIND /x HTTP/1.1\r\n", origin.Head);
    }
}
