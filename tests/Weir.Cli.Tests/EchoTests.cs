using System.Net;
using System.Text.Json;
using Weir.Cli.SampleSite;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class EchoTests(SampleSiteFixture site) : IClassFixture<SampleSiteFixture>
{
    [Fact]
    public async Task Echo_IsTheShapeOfTheContract()
    {
        var answer = await site.RawAsync("GET /echo?q=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.EndsWith(
            """{"method":"GET","path":"/echo","headers":[["Host","x"],["Connection","close"]]}""",
            answer,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Echo_KeepsOrderCasingAndRepeats_OverKeepAliveAndPipelining()
    {
        // The body of the second looks like headers; the third is chunked and has a trailer.
        var answer = await site.RawAsync(
            "GET /echo HTTP/1.1\r\nz-Last: 1\r\nHOST: x\r\nAccept:\t*/*  \r\nZ-LAST: 2\r\naccept: a\r\n\r\n"
            + "POST /echo HTTP/1.1\r\nHost: x\r\ncontent-LENGTH: 14\r\nb: 1\r\n\r\nFake: 1\r\na: 2\r\n",
            "POST /echo/deep%2F HTTP/1.1\r\ntransfer-encoding: chunked\r\nHost: x\r\n\r\n",
            "5\r\nhello\r\n0\r\nTrailer: t\r\n\r\nGET /ec",
            "ho HTTP/1.1\r\nhost: y\r\nConnec",
            "tion: close\r\n\r\n");

        Assert.Equal(
            [
                "z-Last=1,HOST=x,Accept=*/*,Z-LAST=2,accept=a",
                "Host=x,content-LENGTH=14,b=1",
                "transfer-encoding=chunked,Host=x",
                "host=y,Connection=close",
            ],
            Headers(answer));
        Assert.Contains("\"path\":\"/echo/deep%2F\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Echo_AfterAnUnreadBody_StillStartsAtTheRightLine()
    {
        // The page does not read its body: the server drains it after the answer.
        var body = new string('b', 70_000) + "\r\nx: y\r\n\r\n";
        var answer = await site.RawAsync(
            $"POST /about HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n{body}",
            "GET /echo HTTP/1.1\r\nB: 1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.Equal(["B=1,Host=x,Connection=close"], Headers(answer));
    }

    [Fact]
    public async Task Echo_OfManyLargeHeaders_IsComplete()
    {
        var lines = string.Concat(Enumerable.Range(0, 100).Select(i => $"N{i}: {new string('v', 900)}\r\n"));
        var answer = await site.RawAsync(
            $"GET /echo HTTP/1.1\r\nHost: x\r\n{lines}connection: close\r\n\r\n");

        var headers = Assert.Single(Headers(answer));
        Assert.Equal(102, headers.Split(',').Length);
        Assert.EndsWith("connection=close", headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H2c_SpeaksHttp2WithPriorKnowledge()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var h2c = await SampleSiteServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), new SampleSiteOptions { Http2Cleartext = true }, stop);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{h2c.Address}/echo")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("x-one", "1");

        using var response = await client.SendAsync(request, stop);

        Assert.Equal(HttpVersion.Version20, response.Version);
        var echo = await response.Content.ReadAsStringAsync(stop);
        Assert.Contains("[\"x-one\",\"1\"]", echo, StringComparison.Ordinal);
    }

    private static List<string> Headers(string answers) =>
    [
        .. answers.Split('\n')
            .Where(line => line.StartsWith("{\"method\"", StringComparison.Ordinal))
            .Select(line => line[..(line.IndexOf("]]}", StringComparison.Ordinal) + 3)])
            .Select(line => string.Join(
                ',',
                JsonDocument.Parse(line).RootElement.GetProperty("headers").EnumerateArray()
                    .Select(header => $"{header[0]}={header[1]}"))),
    ];
}
