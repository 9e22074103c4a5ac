using System.Net;
using System.Text;
using Weir.Decisions.Signals.Requests;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Tests.Configuration;
using Weir.Edge.Tests.Forwarding;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Recording;

public sealed class RecorderTests
{
    private const string Marker = "tattletale";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnHttp1Request_IsReadBackAsItWasSent()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1);
        await RawClient.AskAsync(
            node.Urls[0].Port,
            "POST /count?name=boots&page HTTP/1.1\r\nhost: A.Example:81\r\nX-Custom: four\r\n"
            + "USER-AGENT:  it \r\nAccept: a\r\naccept: b\r\n"
            + "Content-Length: 2\r\nConnection: close\r\n\r\nhi");

        var request = Assert.Single(await node.EndAsync());
        Assert.Equal(
            ("POST", "/count", "name=xxxxx&xxxx", "A.Example:81"),
            (request.Method, request.Path, request.Query, request.Host));
        Assert.Equal(
            "host,X-Custom,USER-AGENT,Accept,accept,Content-Length,Connection", request.HeaderOrder);
        Assert.Equal((HttpGeneration.Http11, 7), (request.Http, request.HeaderCount));
        Assert.Equal(("it", "a,b", "xxxx"),
            (request.Header("user-agent"), request.Header("accept"), request.Header("x-custom")));
        Assert.Equal((IPAddress.Loopback, 200), (request.Peer, request.Status));
        Assert.False(request.Connection.Secure || request.AnsweredByEdge || request.Synthetic);
        Assert.InRange(request.At, node.Telemetry.Time.GetUtcNow().AddMinutes(-5).UtcTicks,
            node.Telemetry.Time.GetUtcNow().UtcTicks);
    }

    [Theory]
    [InlineData(1, "1.1")]
    [InlineData(1, "2.0")]
    [InlineData(2, "2.0")]
    public async Task WhatTheEdgeSawOfAConnection_IsReadBack(int listener, string version)
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1);
        using (var client = node.Client(Version.Parse(version)))
        {
            for (var i = 0; i < 2; i++)
            {
                using var message =
                    new HttpRequestMessage(HttpMethod.Get, new Uri(node.Urls[listener], "/protocol?a=b"));
                message.Version = client.DefaultRequestVersion;
                message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
                message.Headers.TryAddWithoutValidation("Accept", "*/*");
                message.Headers.TryAddWithoutValidation("Cookie", Marker);
                using var answer = await client.SendAsync(message, Stop);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }

        var requests = await node.EndAsync();
        Assert.Equal(2, requests.Count);
        Assert.Equal(requests[0].ConnectionId, requests[1].ConnectionId);
        Assert.Same(requests[0].Connection, requests[1].Connection);
        Assert.Equal(RingRead.Whole, node.Telemetry.Recent.Read(0, out var seen));
        var request = requests[0];
        Assert.Equal((listener == 1, seen.Ja4), (request.Connection.Secure, request.Connection.Ja4));
        Assert.Equal(listener == 1, request.Connection.Ja4 is not null);
        Assert.Equal(listener == 1, request.Connection.TlsStable is not null);
        Assert.Equal(version == "2.0" ? HttpGeneration.Http2 : HttpGeneration.Http11, request.Http);
        Assert.Equal(version == "2.0", request.Connection.Http2Opening is not null);
        Assert.Equal(
            version == "2.0" ? "accept,cookie" : "Host,Accept,Cookie", request.HeaderOrder);
        Assert.Equal((version == "2.0" ? 2 : 3, "a=x"), (request.HeaderCount, request.Query));
        Assert.Equal(node.Urls[listener].Authority, request.Header("host"));
    }

    [Fact]
    public async Task Secrets_AreNowhereInTheFiles()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1);
        string[] headers =
        [
            $"Cookie: session={Marker}", $"Authorization: Bearer {Marker}", $"Proxy-Authorization: {Marker}",
            $"X-Api-Key: {Marker}", $"If-None-Match: \"{Marker}\"", $"Referer: http://a.example/?q={Marker}",
            $"Origin: http://{Marker}@a.example", $"X-Forwarded-For: {Marker}",
        ];
        await RawClient.GetAsync(node.Urls[0].Port, $"/protocol?q={Marker}&{Marker}&x=1;{Marker}", headers);
        await RawClient.GetAsync(node.Urls[0].Port, $"http://site.example/protocol?q={Marker}", headers);
        await RawClient.AskAsync(
            node.Urls[0].Port,
            "POST /protocol HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            + $"Content-Length: {Marker.Length}\r\n\r\n{Marker}");
        using (var client = node.Client(HttpVersion.Version20))
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"a={Marker}");
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Marker);
            var address = new Uri(node.Urls[1], $"/protocol?q={Marker}");
            Assert.NotEmpty(await client.GetStringAsync(address, Stop));
        }

        Assert.Equal(4, (await node.EndAsync()).Count);
        var file = Assert.Single(node.Files());
        var text = await File.ReadAllTextAsync(file, Stop);
        Assert.DoesNotContain(Marker, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            Convert.ToBase64String(Encoding.ASCII.GetBytes(Marker))[..12], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerOfTheEdge_IsMarked()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1);
        await RawClient.AskAsync(
            node.Urls[0].Port, "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        var request = Assert.Single(await node.EndAsync());
        Assert.Equal((405, true), (request.Status, request.AnsweredByEdge));
    }

    [Fact]
    public async Task Files_BelongToTheirOwner_AndEachStandsForItself()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1, fileBytes: 1);
        using (var client = node.Client(HttpVersion.Version11))
        {
            for (var i = 1; i <= 3; i++)
            {
                Assert.NotEmpty(await client.GetStringAsync(new Uri(node.Urls[0], "/protocol"), Stop));
                await UntilAsync(() => node.Telemetry.RequestsCaptured >= i);
            }
        }

        var requests = await node.EndAsync();
        Assert.Equal(3, requests.Count);
        Assert.Single(requests.Select(r => r.ConnectionId).Distinct());
        Assert.True(node.Files().Length >= 3);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in node.Files())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task WhatHasNoRoom_IsLeftOutAndCounted_AndRequestsGoOn()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1, bytes: 1);
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("200 OK", await RawClient.GetAsync(node.Urls[0].Port, "/protocol"));
            await UntilAsync(() => node.Telemetry.RequestsCaptured + node.Telemetry.CaptureDropped > i);
        }

        Assert.Single(await node.EndAsync());
        Assert.Equal((1, 2), (node.Telemetry.RequestsCaptured, node.Telemetry.CaptureDropped));
    }

    [Fact]
    public async Task ADiskThatRefuses_EndsTheCapture_AndNotTheNode()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1, fileBytes: 1);
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("200 OK", await RawClient.GetAsync(node.Urls[0].Port, "/protocol"));
            await UntilAsync(() => node.Telemetry.RequestsCaptured + node.Telemetry.CaptureDropped > i);
            if (i == 0)
            {
                // The file that is open goes on without its folder; the one after it cannot be made.
                await UntilAsync(() => node.Files().Length == 2);
                Directory.Delete(node.Folder, recursive: true);
            }
        }

        Assert.Empty(await node.EndAsync());
        Assert.Equal((2, 1), (node.Telemetry.RequestsCaptured, node.Telemetry.CaptureDropped));
    }

    [Fact]
    public async Task WithoutCapture_NothingIsKept()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var node = await CapturingNode.StartAsync(origin.Http1, capture: false);
        await RawClient.GetAsync(node.Urls[0].Port, "/protocol");

        Assert.Empty(await node.EndAsync());
        Assert.Equal((0, 0), (node.Telemetry.RequestsCaptured, node.Telemetry.CaptureDropped));
    }

    [Fact]
    public void AFileInItsPlace_IsSaidToBeOne()
    {
        using var folder = new TestFolder();
        folder.Write("file", "");
        var opened = RequestRecorder.Open(
            folder.File("file"), new EdgeTelemetry(TimeProvider.System), new FakeLog());

        Assert.False(opened.Try(out _, out var refusal));
        Assert.Equal("it is a file, and a folder is needed", refusal.Message);
    }

    [Fact]
    public void AFolderThatCannotBe_IsRefused()
    {
        using var folder = new TestFolder();
        folder.Write("file", "");
        var opened = RequestRecorder.Open(
            folder.File("file/captures"), new EdgeTelemetry(TimeProvider.System), new FakeLog());

        Assert.False(opened.Try(out _, out var refusal));
        Assert.NotEmpty(refusal.Message);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Stop);
        }
    }
}
