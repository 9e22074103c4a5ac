using System.Net;
using Weir.Edge.Configuration;
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
        await using var gateway = await TlsGateway.StartAsync(plan);
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
        await using var gateway = await TlsGateway.StartAsync(plan);
        var good = _folder.Thumbprint("b");

        _folder.Break(file, text == "another's" ? File.ReadAllText(_folder.File("a.key")) : text);
        _folder.Issue("a", "a.example");
        gateway.Apply(plan);

        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("b.example"));
        Assert.Equal(good, visitor.Certificate.Thumbprint);
        await using var other = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal(_folder.Thumbprint("a"), other.Certificate.Thumbprint);
        await IsReportedAsync(gateway, 1, _folder.File("b.pem"));
        Assert.Null(gateway.Node.Certificates[0].Problem);

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
        await using var gateway = await TlsGateway.StartAsync(plan);

        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("b.example"));
        Assert.Equal("b.example", visitor.CommonName);
        await using var other = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal("b.example", other.CommonName);
        await IsReportedAsync(gateway, 0, _folder.File("a.pem"));

        _folder.Issue("a", "a.example");
        gateway.Node.ReloadCertificates();
        await using var mended = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal("a.example", mended.CommonName);
    }

    /// <summary>The same where nothing but the certificate itself says for which names it is.</summary>
    [Fact]
    public async Task FromAFile_ABrokenCertificate_HoldsUpNothingElse()
    {
        _folder.Issue("a", "a.example");
        _folder.Issue("b", "b.example");
        _folder.Break("a.pem", "no certificate");
        var store = Store("[{ cert: a.pem, key: a.key }, { cert: b.pem, key: b.key }]");
        await using var gateway = await TlsGateway.StartAsync(Read(store, problems: 1));
        Assert.Equal("b.example", await CommonNameAsync(gateway, "a.example"));

        _folder.Issue("a", "a.example");
        gateway.Apply(Read(store, problems: 0));
        Assert.Equal("a.example", await CommonNameAsync(gateway, "a.example"));

        _folder.Break("a.key", null);
        _folder.Issue("b", "c.example");
        gateway.Apply(Read(store, problems: 1));
        Assert.Equal("a.example", await CommonNameAsync(gateway, "a.example"));
        Assert.Equal("c.example", await CommonNameAsync(gateway, "c.example"));
        Assert.Equal(["a.example"], gateway.Node.Certificates[0].Hosts);
        Assert.NotNull(gateway.Node.Certificates[0].Problem);
    }

    [Fact]
    public async Task NoneThatCanBeRead_FailsHandshakes_AndServesCleartext()
    {
        var plan = GatewayPlan.With(_folder.Issue("a", "a.example"));
        _folder.Break("a.key", null);
        await using var gateway = await TlsGateway.StartAsync(plan);

        await TlsVisitor.IsRefusedAsync(gateway.Port, new Hello("a.example"));
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.Handshake));
        Assert.Equal("ok", await gateway.CleartextAsync());
    }

    private static async Task IsReportedAsync(TlsGateway gateway, int certificate, string file)
    {
        Assert.Contains(file, gateway.Node.Certificates[certificate].Problem, StringComparison.Ordinal);
        await Eventually.Equal(
            true, () => gateway.Log.Contains("certificate.unreadable", StringComparison.Ordinal));
    }

    private static async Task<string> CommonNameAsync(TlsGateway gateway, string name)
    {
        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello(name));
        return visitor.CommonName;
    }

    private static GatewayPlan Read(ConfigurationStore store, int problems)
    {
        var change = store.Reload();
        Assert.Equal(problems, change.State.Problems.Length);
        Assert.True(change.Running.Try(out var running, out _));
        return new GatewayPlan { Tls = running.Node.Listeners[0].Tls ?? new TlsSettings() };
    }

    private ConfigurationStore Store(string certificates)
    {
        File.WriteAllText(_folder.File("weir.yaml"), $$"""
            version: 1
            listen:
              - address: 127.0.0.1:0
                tls: { certificates: {{certificates}} }
            sites: []
            """);
        return new ConfigurationStore(_folder.File("weir.yaml"), TimeProvider.System);
    }
}
