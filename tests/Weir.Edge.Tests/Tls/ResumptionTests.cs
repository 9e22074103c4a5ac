using System.Net;
using System.Security.Authentication;
using Weir.Decisions.Signals;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>Who resumes a session is still the same client.</summary>
public sealed class ResumptionTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls12)]
    public async Task AResumedSession_HasAnotherJa4_AndTheSameStableFingerprint(SslProtocols version)
    {
        // A name of its own: the client keeps its sessions by name for the whole process.
        var name = $"resumes-{version}.example".ToLowerInvariant();
        await using var gateway = await TlsGateway.StartAsync(GatewayPlan.With(_folder.Issue("a", name)));
        var hello = new Hello(name) { Versions = version, Resumes = true };
        var fresh = await VisitAsync(gateway, hello);
        var resumed = await VisitAsync(gateway, hello);

        var offered = version == SslProtocols.Tls13 ? resumed.HasPreSharedKey : resumed.HasTicket;
        Assert.True(offered, "The client did not try.");
        Assert.False(fresh.HasPreSharedKey || fresh.HasTicket);
        Assert.Equal(Ja4.Stable(fresh), Ja4.Stable(resumed));
        Assert.Equal(version == SslProtocols.Tls13, Ja4.Of(fresh) != Ja4.Of(resumed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sessions_OutliveAReload_ButNotTheirCertificate(bool renewed)
    {
        var name = $"reloads-{renewed}.example".ToLowerInvariant();
        var hello = new Hello(name) { Resumes = true };
        var plan = GatewayPlan.With(_folder.Issue("a", name));
        await using var gateway = await TlsGateway.StartAsync(plan);
        await using var first = await TlsVisitor.ConnectAsync(gateway.Port, hello);
        Assert.Equal(HttpStatusCode.OK, await first.StatusAsync(name));
        if (renewed)
        {
            _folder.Issue("a", name);
        }

        gateway.Apply(plan);
        await using var second = await TlsVisitor.ConnectAsync(gateway.Port, hello);

        Assert.True(second.Sent.HasPreSharedKey, "The client did not try.");
        Assert.Equal(!renewed, second.Resumed);
        Assert.Equal(_folder.Thumbprint("a"), second.Certificate.Thumbprint);
    }

    private static async Task<ClientHello> VisitAsync(TlsGateway gateway, Hello hello)
    {
        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, hello);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync(hello.ServerName ?? ""));
        Assert.Equal(visitor.Ja4, gateway.LastJa4());
        return visitor.Sent;
    }
}
