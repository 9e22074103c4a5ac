using System.Net;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>A connection that was opened for one site must not reach another.</summary>
public sealed class SiteOfConnectionTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AHostOfAnotherSite_IsMisdirected(bool http2)
    {
        await using var gateway = await StartAsync();
        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, Said("a.example", http2));

        using (var refused = await visitor.GetAsync("b.example"))
        {
            Assert.Equal(HttpStatusCode.MisdirectedRequest, refused.StatusCode);
            Assert.True(refused.Headers.Contains("Weir-Request-Id"));
            Assert.Equal(http2 ? HttpVersion.Version20 : HttpVersion.Version11, refused.Version);
        }

        Assert.Equal(1, gateway.Telemetry.LimitsReached(LimitReason.Misdirected));
        Assert.Equal(0, gateway.Origin.Connections);
    }

    [Theory]
    [InlineData("a.example", "a.example")]
    [InlineData("a.example", "www.a.example")]
    [InlineData("unknown.example", "a.example")]
    [InlineData(null, "a.example")]
    public async Task AHostOfTheSameSite_OrNoSiteByName_IsServed(string? name, string host)
    {
        await using var gateway = await StartAsync();
        foreach (var http2 in new[] { true, false })
        {
            await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, Said(name, http2));
            Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync(host));
        }

        Assert.Equal(0, gateway.Telemetry.LimitsReached(LimitReason.Misdirected));
    }

    private static Hello Said(string? name, bool http2) =>
        http2 ? new Hello(name) : new Hello(name).OverHttp1();

    private Task<TlsGateway> StartAsync() => TlsGateway.StartAsync(
        GatewayPlan.With(_folder.Issue("a", "a.example", "*.a.example"), _folder.Issue("b", "b.example")) with
        {
            Sites = [["a.example", "*.a.example"], ["b.example"]],
        });
}
