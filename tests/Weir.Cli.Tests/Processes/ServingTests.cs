using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary><c>weir up</c> without a word: what it says, and what it serves.</summary>
public sealed class ServingTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private WeirProcess? _started;

    private WeirProcess Weir => _started ?? throw new InvalidOperationException("not started");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _started = await WeirProcess.UpAsync(_scratch);

    public async ValueTask DisposeAsync()
    {
        await Weir.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Banner_SaysWhere_AndAllOfItAnswers()
    {
        using var tcp = Clients.To(Weir.Admin);
        using var socket = Clients.ToSocket(Weir.Socket);

        Assert.Equal("ready\n", await tcp.GetStringAsync("/ready", Ct));
        Assert.Equal("ready\n", await socket.GetStringAsync("/ready", Ct));
        Assert.Equal(Path.Combine(_scratch.Data, "admin.sock"), Weir.Socket);
        var secure = Weir.Https.GetLeftPart(UriPartial.Authority);
        Assert.Contains($"curl -sk {secure}/echo", $"{Weir.Output}", StringComparison.Ordinal);
        Assert.Equal("", Weir.Error.ToString());
    }

    [Fact]
    public void State_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode folder = file | UnixFileMode.UserExecute;

        Assert.Equal(folder, Mode(""));
        Assert.Equal(folder, Mode("keys"));
        Assert.Equal(file, Mode("keys/development.key"));
        Assert.Equal(file, Mode("admin.sock"));
        Assert.Equal(file, Mode("admin.token"));

        UnixFileMode Mode(string path) => OperatingSystem.IsWindows()
            ? UnixFileMode.None
            : File.GetUnixFileMode(Path.Combine(_scratch.Data, path));
    }

    [Theory]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task Echo_ShowsOurHeaders_AndNoneThatTheVisitorForged(string scheme, string version)
    {
        var secure = scheme == "https";
        using var client = Clients.To(secure ? Weir.Https : Weir.Http);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo?q=1")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        string[] forged = ["Weir-Score", "weir-ja4", "Weir_Verdict", "WEIR-Verified-Bot", "Weir-Anything"];
        Assert.All(forged, name => request.Headers.Add(name, "forged"));
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");

        using var response = await client.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        var headers = JsonDocument.Parse(text).RootElement.GetProperty("headers").EnumerateArray()
            .ToLookup(h => $"{h[0]}", h => $"{h[1]}", StringComparer.OrdinalIgnoreCase);

        Assert.Equal(Version.Parse(version), response.Version);
        Assert.DoesNotContain("forged", text, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", Assert.Single(headers["X-Forwarded-For"]));
        Assert.Equal(scheme, Assert.Single(headers["X-Forwarded-Proto"]));
        Assert.Equal("forward", Assert.Single(headers["Weir-Verdict"]));
        var id = Assert.Single(headers["Weir-Request-Id"]);
        Assert.Equal(id, Assert.Single(response.Headers.GetValues("Weir-Request-Id")));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", id);
        Assert.Single(response.Headers, h => h.Key.StartsWith("Weir", StringComparison.OrdinalIgnoreCase));
        if (secure)
        {
            // This client names no protocol in its hello where it speaks HTTP/1.1.
            var alpn = version == "2.0" ? "h2" : "00";
            Assert.Matches($"^t1[23]i[0-9]{{4}}{alpn}_[0-9a-f]{{12}}_[0-9a-f]{{12}}$",
                Assert.Single(headers["Weir-Ja4"]));
        }
        else
        {
            Assert.Empty(headers["Weir-Ja4"]);
        }
    }

    [Theory]
    [InlineData("ws", "1.1")]
    [InlineData("wss", "1.1")]
    [InlineData("wss", "2.0")]
    public async Task WebSocket_GoesThrough(string scheme, string version)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.AddSubProtocol("level");
        var to = new UriBuilder(scheme == "ws" ? Weir.Http : Weir.Https) { Scheme = scheme, Path = "/ws" };
        await socket.ConnectAsync(to.Uri, invoker, Ct);

        var sent = new byte[100_000];
        Random.Shared.NextBytes(sent);
        await socket.SendAsync(sent, WebSocketMessageType.Binary, endOfMessage: true, Ct);
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult piece;
        do
        {
            piece = await socket.ReceiveAsync(buffer, Ct);
            received.Write(buffer, 0, piece.Count);
        }
        while (!piece.EndOfMessage);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Ct);
        Assert.Equal("level", socket.SubProtocol);
        Assert.Equal(sent, received.ToArray());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Hangup_WithoutAFile_EndsNothing()
    {
        Weir.Signal(WeirProcess.Hangup);

        using var client = Clients.To(Weir.Http);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/echo", Ct)).StatusCode);
        Assert.False(Weir.HasExited);
    }
}
