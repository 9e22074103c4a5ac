using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class RequestHeaderTests
{
    [Theory]
    [InlineData("Weir-Score: 99")]
    [InlineData("weir_score: 99")]
    [InlineData("WEIR-Verified_Bot: Googlebot")]
    [InlineData("Weir-Anything: x")]
    [InlineData("X_Forwarded_For: 1.2.3.4")]
    [InlineData("X-Forwarded_For: 1.2.3.4")]
    [InlineData("X-Forwarded-Port: 1")]
    [InlineData("Keep-Alive: timeout=5")]
    [InlineData("Proxy-Authorization: Basic eA==")]
    [InlineData("Proxy-Connection: keep-alive")]
    [InlineData("Trailer: Weir-Score")]
    [InlineData("TE: trailers")]
    [InlineData("Upgrade: h2c")]
    [InlineData("HTTP2-Settings: AAMAAABk")]
    public async Task Removes_WhatIsNotTheVisitorsToSay(string line)
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        Assert.StartsWith("HTTP/1.1 200 OK", await RawClient.GetAsync(front.Port, "/", line));

        Assert.DoesNotContain("\r\n" + line[..line.IndexOf(':')] + ":", origin.Head,
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Removes_WhatConnectionLists_ButNotHostNorLength()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        // Without "close" or "keep-alive": beside one of them the server forgets the other names.
        var visitor = await RawClient.ConnectAsync(front.Port);
        await visitor.SendAsync(
            "POST / HTTP/1.1\r\nHost: site.example\r\n"
            + "Connection: X-Hop ,Host,Content-Length, Weir-Verdict\r\n"
            + "X-Hop: 1\r\nX-End: 2\r\nContent-Length: 3\r\n\r\nabc");
        await visitor.ReadHeadAsync();
        visitor.Close();

        var head = origin.Head;
        Assert.DoesNotContain("X-Hop", head);
        Assert.Contains("\r\nX-End: 2\r\n", head);
        Assert.Contains("\r\nHost: site.example\r\n", head);
        Assert.Contains("\r\nContent-Length: 3\r\n", head);
        Assert.Contains("\r\nWeir-Verdict: forward\r\n", head);
    }

    [Fact]
    public async Task Sets_WhatTheGatewayKnows_AndNothingElse()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);
        front.Ours = ours => ours with { Score = "12", Unscored = null, Source = "model", Ja4 = "t13d_x" };

        await RawClient.GetAsync(front.Port, "/", "weir-score: 99");

        Assert.Equal(
            "GET / HTTP/1.1\r\nHost: site.example\r\n"
            + "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: site.example\r\n"
            + "Forwarded: for=192.0.2.7;host=site.example;proto=https\r\n"
            + $"Weir-Request-Id: {Front.RequestId}\r\nWeir-Score: 12\r\nWeir-Verdict: forward\r\n"
            + "Weir-Source: model\r\nWeir-Ja4: t13d_x\r\n\r\n",
            origin.Head);
    }

    [Fact]
    public async Task Replaces_ForwardingClaims_OfAnUntrustedPeer()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        await RawClient.GetAsync(front.Port, "/", "X-Forwarded-For: 9.9.9.9", "Forwarded: for=9.9.9.9",
            "X-Forwarded-Proto: gopher", "X-Forwarded-Host: evil.example");

        Assert.Contains("\r\nX-Forwarded-For: 192.0.2.7\r\n", origin.Head);
        Assert.DoesNotContain("9.9.9.9", origin.Head);
        Assert.DoesNotContain("gopher", origin.Head);
        Assert.DoesNotContain("evil", origin.Head);
    }

    [Fact]
    public async Task Appends_ToForwardingClaims_OfATrustedPeer()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);
        front.Ours = ours => ours with { PeerTrusted = true, PeerAddress = "2001:db8::1" };

        await RawClient.GetAsync(
            front.Port, "/", "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 198.51.100.2",
            "Forwarded: for=198.51.100.1", "X-Forwarded-Port: 443", "X_Forwarded_For: 6.6.6.6");

        var head = origin.Head;
        Assert.Contains("\r\nX-Forwarded-For: 198.51.100.1, 198.51.100.2, 2001:db8::1\r\n", head);
        Assert.Contains(
            "\r\nForwarded: for=198.51.100.1, for=\"[2001:db8::1]\";host=site.example;proto=https\r\n", head);
        Assert.Contains("\r\nX-Forwarded-Port: 443\r\n", head);
        Assert.DoesNotContain("6.6.6.6", head);
    }

    [Fact]
    public async Task Sends_TheOriginsHost_WhereAsked()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(
            Front.Site(origin.Address) with { OriginHost = OriginHost.Origin });

        await RawClient.GetAsync(front.Port);

        Assert.Contains($"\r\nHost: 127.0.0.1:{origin.Port}\r\n", origin.Head);
        Assert.Contains("\r\nX-Forwarded-Host: site.example\r\n", origin.Head);
    }

    [Fact]
    public async Task Keeps_BytesAboveAscii_BothWays()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 200 OK\r\nX-Back: na\u00efve \u00ff\r\nContent-Length: 0\r\n\r\n");
        await using var front = await Front.StartAsync(origin.Address);

        var answer = await RawClient.GetAsync(front.Port, "/", "X-Text: caf\u00e9 \u0080\u00ff");

        Assert.Contains("\r\nX-Text: caf\u00e9 \u0080\u00ff\r\n", origin.Head);
        Assert.Contains("\r\nX-Back: na\u00efve \u00ff\r\n", answer);
    }

    [Fact]
    public async Task Keeps_ContentFields_OfARequestWithoutContent()
    {
        await using var origin = RawOrigin.Ok();
        await using var front = await Front.StartAsync(origin.Address);

        await RawClient.GetAsync(front.Port, "/", "Content-Type: text/odd", "Upgrade-Insecure-Requests: 1");

        Assert.Contains("\r\nContent-Type: text/odd\r\n", origin.Head);
        Assert.Contains("\r\nUpgrade-Insecure-Requests: 1\r\n", origin.Head);
    }

    [Fact]
    public async Task DropsRequestTrailers()
    {
        await using var origin = RawOrigin.Start(async visit =>
        {
            var head = await visit.ReadHeadAsync();
            var body = await visit.ReadBodyAsync(head ?? "");
            await visit.SendAsync(
                $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        });
        await using var front = await Front.StartAsync(origin.Address);

        var answer = await RawClient.AskAsync(front.Port,
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
            + "Trailer: Weir-Score\r\n\r\n"
            + "3\r\nabc\r\n0\r\nWeir-Score: 99\r\nX-Other: 1\r\n\r\n");

        Assert.EndsWith("\r\n\r\n3\r\nabc\r\n0\r\n\r\n", answer);
    }
}
