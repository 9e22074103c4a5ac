using System.Net;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>A certificate is replaced by itself, under connections that go on.</summary>
public sealed class CertificateReloadTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARenewedPair_IsServedFromTheNextHandshakeOn()
    {
        var plan = GatewayPlan.With(_folder.Issue("a", "a.example"), _folder.Issue("b", "b.example"));
        await using var gateway = await Gateway.StartAsync(plan);
        await using var before = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("b.example"));
        Assert.Equal(_folder.Thumbprint("b"), before.Certificate.Thumbprint);
        var expiry = gateway.Node.Certificates[1].NotAfter;

        _folder.Issue("b", 60, "b.example");
        gateway.Apply(plan);

        await using var after = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("b.example"));
        Assert.Equal(_folder.Thumbprint("b"), after.Certificate.Thumbprint);
        Assert.NotEqual(before.Certificate.Thumbprint, after.Certificate.Thumbprint);
        Assert.True(gateway.Node.Certificates[1].NotAfter > expiry.AddDays(29));
        Assert.Equal(HttpStatusCode.OK, await before.StatusAsync("b.example"));
        Assert.Equal(HttpStatusCode.OK, await after.StatusAsync("b.example"));
    }

    [Theory]
    [InlineData("b.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("b.pem", "")]
    [InlineData("b.pem", null)]
    [InlineData("b.key", "no key")]
    [InlineData("b.key", null)]
    [InlineData("b.key", "another's")]
    public async Task ABrokenNewFile_LeavesTheLastGoodOne_AndIsReported(string file, string? text)
    {
        var plan = GatewayPlan.With(_folder.Issue("a", "a.example"), _folder.Issue("b", "b.example"));
        await using var gateway = await Gateway.StartAsync(plan);
        var good = _folder.Thumbprint("b");

        _folder.Break(file, text == "another's" ? File.ReadAllText(_folder.File("a.key")) : text);
        _folder.Issue("a", "a.example");
        gateway.Apply(plan);

        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("b.example"));
        Assert.Equal(good, visitor.Certificate.Thumbprint);
        await using var other = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal(_folder.Thumbprint("a"), other.Certificate.Thumbprint);
        Assert.Contains(_folder.File("b.pem"), gateway.Node.Certificates[1].Problem, StringComparison.Ordinal);
        Assert.Null(gateway.Node.Certificates[0].Problem);
        await Eventually.Equal(true, () => gateway.Log.Contains("certificate.unreadable", StringComparison.Ordinal));

        _folder.Issue("b", "b.example");
        gateway.Apply(plan);
        Assert.Null(gateway.Node.Certificates[1].Problem);
        await using var mended = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("b.example"));
        Assert.Equal(_folder.Thumbprint("b"), mended.Certificate.Thumbprint);
    }

    [Fact]
    public async Task BrokenAtStart_IsNotOffered_OthersAre()
    {
        var plan = GatewayPlan.With(_folder.Issue("a", "a.example"), _folder.Issue("b", "b.example"));
        _folder.Break("a.pem", "no certificate");
        await using var gateway = await Gateway.StartAsync(plan);

        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("b.example"));
        Assert.Equal("b.example", visitor.CommonName);
        await using var other = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal("b.example", other.CommonName);
        Assert.Contains(_folder.File("a.pem"), gateway.Node.Certificates[0].Problem, StringComparison.Ordinal);
        await Eventually.Equal(true, () => gateway.Log.Contains("certificate.unreadable", StringComparison.Ordinal));

        _folder.Issue("a", "a.example");
        gateway.Node.ReloadCertificates();
        await using var mended = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal("a.example", mended.CommonName);
    }

    [Fact]
    public async Task NoneThatCanBeRead_FailsHandshakes_AndServesCleartext()
    {
        var plan = GatewayPlan.With(_folder.Issue("a", "a.example"));
        _folder.Break("a.key", null);
        await using var gateway = await Gateway.StartAsync(plan);

        await TlsVisitor.IsRefusedAsync(gateway.Port, new Hello("a.example"));
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.Handshake));
        Assert.Equal("ok", await gateway.CleartextAsync());
    }
}
