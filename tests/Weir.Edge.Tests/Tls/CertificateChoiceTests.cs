using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>Which certificate a server name gets, and in which protocols it is spoken over.</summary>
public sealed class CertificateChoiceTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.example", "a.example")]
    [InlineData("A.Example", "a.example")]
    [InlineData("b.example", "b.example")]
    [InlineData("shop.w.example", "*.w.example")]
    [InlineData("exact.w.example", "exact.w.example")]
    [InlineData("two.labels.w.example", "a.example")]
    [InlineData("w.example", "a.example")]
    [InlineData("elsewhere.example", "a.example")]
    [InlineData(null, "a.example")]
    public async Task ByServerName_ByWildcard_OrTheFirst(string? name, string expected)
    {
        await using var gateway = await TlsGateway.StartAsync(Several());
        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello(name));

        Assert.Equal(expected, visitor.CommonName);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync(name ?? "a.example"));
        Assert.Equal(visitor.Ja4, gateway.LastJa4());
        Assert.Equal(name is null ? 'i' : 'd', visitor.Ja4[3]);
    }

    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("two.labels.w.example")]
    [InlineData(null)]
    public async Task UnknownHost_Refuse_FailsTheHandshake(string? name)
    {
        var plan = Several();
        await using var gateway = await TlsGateway.StartAsync(
            plan with { Tls = plan.Tls with { UnknownHost = UnknownHost.Refuse } });

        await Refuses(gateway, new Hello(name));
        await using var known = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("shop.w.example"));
        Assert.Equal("*.w.example", known.CommonName);
    }

    [Fact]
    public async Task UnknownHost_ChangesWithTheConfiguration()
    {
        var plan = Several();
        await using var gateway = await TlsGateway.StartAsync(plan);
        gateway.Apply(plan with { Tls = plan.Tls with { UnknownHost = UnknownHost.Refuse } });

        await Refuses(gateway, new Hello("elsewhere.example"));
    }

    [Theory]
    [InlineData("h2", "HTTP/2")]
    [InlineData("http/1.1", "HTTP/1.1")]
    [InlineData("h2,http/1.1", "HTTP/2")]
    [InlineData("http/1.1,h2", "HTTP/2")]
    [InlineData("x/9,http/1.1", "HTTP/1.1")]
    [InlineData("", "HTTP/1.1")]
    public async Task Alpn_AgreesOnWhatBothSpeak(string offered, string spoken)
    {
        await using var gateway = await TlsGateway.StartAsync(Several());
        await using var visitor = await TlsVisitor.ConnectAsync(
            gateway.Port, new Hello("b.example") { Alpn = Protocols(offered) });

        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("b.example"));
        await Eventually.Equal(spoken, () => gateway.Telemetry.Recent.Newest(1).FirstOrDefault().Protocol);
        Assert.Equal(visitor.Ja4, gateway.LastJa4());
    }

    [Fact]
    public async Task AlpnOfNothingWeSpeak_FailsTheHandshake()
    {
        await using var gateway = await TlsGateway.StartAsync(Several());
        await Refuses(gateway, new Hello("b.example") { Alpn = Protocols("x/9") });
    }

    [Fact]
    public async Task MinVersion13_RefusesA12Client_AndServesA13Client()
    {
        var plan = Several();
        await using var gateway = await TlsGateway.StartAsync(
            plan with { Tls = plan.Tls with { MinVersion = TlsMinimum.Tls13 } });

        await Refuses(gateway, new Hello("a.example") { Versions = SslProtocols.Tls12 });
        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal(SslProtocols.Tls13, visitor.Tls.SslProtocol);
    }

    private static async Task Refuses(TlsGateway gateway, Hello hello)
    {
        await TlsVisitor.IsRefusedAsync(gateway.Port, hello);
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.Handshake));
        await Eventually.Equal(0, () => gateway.Telemetry.Connections);
        Assert.Equal(0, gateway.Origin.Connections);
    }

    private static List<SslApplicationProtocol> Protocols(string names) => names.Length == 0
        ? []
        : [.. names.Split(',').Select(name => new SslApplicationProtocol(name))];

    private GatewayPlan Several() => GatewayPlan.With(
        _folder.Issue("a", "a.example"),
        _folder.Issue("b", "b.example"),
        _folder.Issue("w", "*.w.example"),
        _folder.Issue("exact", "exact.w.example"));
}
