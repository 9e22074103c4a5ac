using System.Net;
using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>Handshakes that fail, stall or are never begun.</summary>
public sealed class HandshakeTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Waits for as long as a handshake may take: ten seconds.</summary>
    [Fact]
    public async Task AHandshakeThatStalls_IsClosed()
    {
        await using var gateway = await StartAsync();
        var visit = await RawClient.ConnectAsync(gateway.Port);
        await visit.SendAsync(await RecordedHello.TakeAsync(new Hello("a.example")));

        // The gateway has answered, and waits in vain for the rest.
        Assert.StartsWith("\x16\x03\x03", await visit.ReadToEndAsync(), StringComparison.Ordinal);
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.Handshake));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AVisitorWhoLeavesWithinTheHandshake_IsCounted(bool reset)
    {
        await using var gateway = await StartAsync();
        var visit = await RawClient.ConnectAsync(gateway.Port);
        await visit.SendAsync(await RecordedHello.TakeAsync(new Hello("a.example")));
        await visit.ReadAsync(5);
        if (reset)
        {
            visit.Reset();
        }
        else
        {
            visit.Close();
        }

        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.Handshake));
        await Eventually.Equal(0, () => gateway.Telemetry.Connections);
    }

    [Fact]
    public async Task GarbageAfterTheHello_IsCounted()
    {
        await using var gateway = await StartAsync();
        var visit = await RawClient.ConnectAsync(gateway.Port);
        await visit.SendAsync(await RecordedHello.TakeAsync(new Hello("a.example")));
        await visit.ReadAsync(5);
        await visit.SendAsync("\x17\x03\x03\0\x20" + new string('x', 32));

        await visit.ReadToEndAsync();
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.Handshake));
    }

    [Theory]
    [InlineData(2, 100, LimitReason.Connections)]
    [InlineData(100, 2, LimitReason.ConnectionsPerAddress)]
    public async Task OneConnectionTooMany_IsClosedBeforeTheHandshake(int all, int each, LimitReason reason)
    {
        await using var gateway = await StartAsync(
            new LimitSettings { Connections = all, ConnectionsPerAddress = each });
        await using var first = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        await using (await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example").OverHttp1()))
        {
            await TlsVisitor.IsRefusedAsync(gateway.Port, new Hello("a.example"));

            Assert.Equal(1, gateway.Telemetry.LimitsReached(reason));
            Assert.Equal(0, gateway.Telemetry.LimitsReached(LimitReason.Handshake));
            Assert.Equal(HttpStatusCode.OK, await first.StatusAsync("a.example"));
        }

        // Whoever leaves makes room.
        await Eventually.Equal(1, () => gateway.Telemetry.Connections);
        await using var next = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal(HttpStatusCode.OK, await next.StatusAsync("a.example"));
    }

    [Fact]
    public async Task ATrustedProxy_IsHeldToTheTotalAlone()
    {
        var plan = GatewayPlan.With(_folder.Issue("a", "a.example"));
        await using var gateway = await TlsGateway.StartAsync(plan with
        {
            Limits = new LimitSettings { Connections = 3, ConnectionsPerAddress = 1 },
            TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")],
        });
        await using var first = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        await using var second = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));
        await using var third = await TlsVisitor.ConnectAsync(gateway.Port, new Hello("a.example"));

        Assert.Equal(HttpStatusCode.OK, await third.StatusAsync("a.example"));
        await TlsVisitor.IsRefusedAsync(gateway.Port, new Hello("a.example"));
        Assert.Equal(1, gateway.Telemetry.LimitsReached(LimitReason.Connections));
        Assert.Equal(0, gateway.Telemetry.LimitsReached(LimitReason.ConnectionsPerAddress));
    }

    [Fact]
    public async Task SeveralHandshakesAtOnce_HaveTheirOwnCertificateAndJa4()
    {
        await using var gateway = await TlsGateway.StartAsync(GatewayPlan.With(
            _folder.Issue("a", "a.example"), _folder.Issue("b", "b.example")));
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), async (i, _) =>
        {
            var name = i % 2 == 0 ? "a.example" : "b.example";
            var said = i % 3 == 0 ? new Hello(name).OverHttp1() : new Hello(name);
            await using var visitor = await TlsVisitor.ConnectAsync(
                gateway.Port, said with { Framing = Framing.All[i % Framing.All.Length] });
            Assert.Equal(name, visitor.CommonName);
            using var response = await visitor.GetAsync(name, $"/{visitor.Ja4}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        });

        Assert.Equal(40, gateway.Origin.Heads.Count);
        Assert.All(
            gateway.Origin.Heads,
            head => Assert.Contains($"\r\nWeir-Ja4: {head.Split('/', ' ')[2]}\r\n", head));
    }

    private Task<TlsGateway> StartAsync(LimitSettings? limits = null) => TlsGateway.StartAsync(
        GatewayPlan.With(_folder.Issue("a", "a.example")) with { Limits = limits ?? new LimitSettings() });
}
