using System.Net;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class ResponseHeaderTests
{
    [Fact]
    public async Task Removes_HopByHop_And_NamesOfOurs()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 418 Short And Stout\r\nWeir-Request-Id: forged\r\nweir_score: 3\r\nWeir-Ja4: leak\r\n"
            + "Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nAlt-Svc: h3=\":443\"\r\n"
            + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-End: yes\r\nContent-Length: 2\r\n\r\nok");
        await using var front = await Front.StartAsync(origin.Address);

        var answer = await RawClient.GetAsync(front.Port);

        Assert.StartsWith("HTTP/1.1 418 Short And Stout\r\n", answer);
        Assert.Contains($"\r\nWeir-Request-Id: {Front.RequestId}\r\n", answer);
        Assert.Equal(
            2, answer.Split("weir", StringSplitOptions.None).Length + answer.Split("Weir-").Length - 1);
        Assert.DoesNotContain("X-Hop", answer);
        Assert.DoesNotContain("timeout=9", answer);
        Assert.DoesNotContain("Alt-Svc", answer);
        Assert.Contains("\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n", answer);
        Assert.Contains("\r\nX-End: yes\r\n", answer);
        Assert.EndsWith("\r\n\r\nok", answer);
    }

    [Fact]
    public async Task Carries_Trailers_WithoutOurs()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 200 OK\r\nTrailer: X-Sum, Weir-Score\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\nok\r\n0\r\nX-Sum: 7\r\nWeir-Score: 1\r\nweir_x: 2\r\n\r\n");
        await using var front = await Front.StartAsync(origin.Address);
        using var client = Clients.Http2();

        using var answer = await client.GetAsync($"http://127.0.0.1:{front.H2Port}/", Clients.Stop);

        Assert.Equal("ok", await answer.Content.ReadAsStringAsync(Clients.Stop));
        Assert.Equal("X-Sum", Assert.Single(answer.TrailingHeaders).Key, ignoreCase: true);
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", HttpStatusCode.NoContent)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", HttpStatusCode.NotModified)]
    [InlineData(
        "HTTP/1.1 302 Found\r\nLocation: http://a/b\r\nContent-Length: 0\r\n\r\n", HttpStatusCode.Found)]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        HttpStatusCode.OK)]
    public async Task Carries_AnswersWithoutContent(string raw, HttpStatusCode expected)
    {
        await using var origin = RawOrigin.Answering(raw);
        await using var front = await Front.StartAsync(origin.Address);
        using var client = Clients.Http1();

        using var answer = await client.GetAsync($"http://127.0.0.1:{front.Port}/", Clients.Stop);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Head_KeepsTheLength()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
        await using var front = await Front.StartAsync(origin.Address);

        var answer = await RawClient.AskAsync(
            front.Port, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Contains("\r\nContent-Length: 1234\r\n", answer);
    }
}
