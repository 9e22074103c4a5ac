using Weir.Edge.Forwarding;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

public sealed class TlsTests
{
    [Fact]
    public async Task UnknownCertificates_AreRefused_ByDefault()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(origin.Tls);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginUnreachable, (await front.ResultAsync()).Status);
        Assert.Equal("no TLS with it", front.Forwarder.Origins[0].LastError);
    }

    [Fact]
    public async Task CertificatesForAnotherName_AreRefused()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(
            Front.Site(new Uri($"https://127.0.0.1:{origin.Tls.Port}")), trust: origin.Trust);

        Assert.StartsWith("HTTP/1.1 502", await RawClient.GetAsync(front.Port));
        Assert.Equal(ForwardStatus.OriginUnreachable, (await front.ResultAsync()).Status);
    }

    [Fact]
    public async Task TheNameIsTheOrigins_AndTheHostTheVisitors()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(Front.Site(origin.Tls), trust: origin.Trust);

        Assert.EndsWith("HTTP/2 site.example", (
            await RawClient.GetAsync(front.Port, "/protocol")).TrimEnd('\r', '\n', '0'));
    }

    [Fact]
    public async Task Alpn_MayAgreeOnHttp1()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(Front.Site(origin.TlsHttp1), trust: origin.Trust);

        Assert.Contains("HTTP/1.1 site.example", await RawClient.GetAsync(front.Port, "/protocol"));
    }

    [Fact]
    public async Task CleartextHttp2_IsSpokenAsConfigured()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var front = await Front.StartAsync(origin.H2c);

        Assert.Contains("HTTP/2 site.example", await RawClient.GetAsync(front.Port, "/protocol"));
    }
}
