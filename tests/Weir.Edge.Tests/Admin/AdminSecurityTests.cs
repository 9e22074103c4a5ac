using System.Net;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Admin;

public sealed class AdminSecurityTests : IAsyncLifetime
{
    private AdminRig? _rig;

    private AdminRig Rig => _rig ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _rig = await AdminRig.StartAsync();

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    [Theory]
    [InlineData("evil.example:PORT", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example:PORT", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.2:PORT", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1:PORT", HttpStatusCode.OK)]
    [InlineData("localhost:PORT", HttpStatusCode.OK)]
    [InlineData("LocalHost:PORT", HttpStatusCode.OK)]
    public async Task Host_MustBeTheListenAddress(string host, HttpStatusCode expected)
    {
        foreach (var path in new[] { "/", "/health", "/api/requests", "/metrics" })
        {
            var response = await Rig.SendAsync(Rig.Tcp, "GET", path, ("Host", Here(host)));
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("https://127.0.0.1:PORT", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:PORT", HttpStatusCode.OK)]
    [InlineData("http://localhost:PORT", HttpStatusCode.OK)]
    public async Task ForeignOrigin_IsRefused(string origin, HttpStatusCode expected) =>
        Assert.Equal(expected,
            (await Rig.SendAsync(Rig.Tcp, "GET", "/api/status", ("Origin", Here(origin)))).StatusCode);

    [Fact]
    public async Task ForeignOrigin_IsRefused_EvenWithTheToken() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Rig.SendAsync(Rig.Tcp, "POST", "/api/rollback",
            ("Authorization", $"Bearer {Rig.Token}"), ("Origin", "https://evil.example"))).StatusCode);

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.OK)]
    public async Task CrossSiteFetch_IsRefused(string site, HttpStatusCode expected) =>
        Assert.Equal(expected,
            (await Rig.SendAsync(Rig.Tcp, "GET", "/api/status", ("Sec-Fetch-Site", site))).StatusCode);

    [Theory]
    [InlineData("POST", "/api/releases")]
    [InlineData("POST", "/api/rollback")]
    [InlineData("POST", "/api/kill/model")]
    [InlineData("DELETE", "/api/kill/model")]
    [InlineData("POST", "/api/root")]
    [InlineData("POST", "/api/hold")]
    [InlineData("DELETE", "/api/hold/model")]
    [InlineData("POST", "/api/unquarantine")]
    [InlineData("POST", "/api/features/build")]
    [InlineData("PUT", "/")]
    public async Task ChangingCall_WithoutTheToken_IsRefused(string method, string path)
    {
        var response = await Rig.SendAsync(Rig.Tcp, method, path);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Bearer TOKENx")]
    [InlineData("Basic TOKEN")]
    [InlineData("TOKEN")]
    public async Task WrongToken_IsRefused(string authorization) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await Rig.SendAsync(Rig.Tcp, "POST", "/api/rollback",
            ("Authorization",
                authorization.Replace("TOKEN", Rig.Token, StringComparison.Ordinal)))).StatusCode);

    [Fact]
    public async Task RightToken_PassesTheGate() =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Rig.SendAsync(Rig.Tcp, "POST", "/api/rollback",
            ("Authorization", $"bearer {Rig.Token}"))).StatusCode);

    [Fact]
    public async Task Socket_NeedsNoneOfIt() =>
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Rig.SendAsync(
            Rig.Unix, "POST", "/api/rollback", ("Host", "anything"), ("Origin", "https://evil.example"),
            ("Sec-Fetch-Site", "cross-site"))).StatusCode);

    [Fact]
    public async Task Answers_AreKeptNowhereAndFramedNowhere()
    {
        var response = await Rig.Tcp.GetAsync("/api/status", AdminRig.Ct);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["default-src 'none'; frame-ancestors 'none'"],
            response.Headers.GetValues("Content-Security-Policy"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task LargeBody_IsRefusedWithoutReadingIt()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/releases")
        {
            Content = new ByteArrayContent(new byte[100_000]),
        };
        var response = await Rig.Tcp.SendAsync(request, AdminRig.Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private string Here(string text) =>
        text.Replace("PORT", $"{Rig.Server.Address?.Port}", StringComparison.Ordinal);
}
