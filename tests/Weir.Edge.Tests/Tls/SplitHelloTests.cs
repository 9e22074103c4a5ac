using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Weir.Decisions.Signals;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>A hello may be cut over records and segments in any way: nobody behind it can tell.</summary>
public sealed class SplitHelloTests : IAsyncLifetime
{
    private readonly CertificateFolder _folder = new();
    private TlsGateway? _gateway;

    public static TheoryData<string> Framings => [.. Framing.All.Select(f => f.Name)];

    private TlsGateway Gateway => _gateway ?? throw new InvalidOperationException();

    // The certificate wanted is never the first, which is what a reading without a name would get.
    public async ValueTask InitializeAsync() => _gateway = await TlsGateway.StartAsync(GatewayPlan.With(
        _folder.Issue("first", "first.example"), _folder.Issue("a", "a.example")));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Framings))]
    public async Task AnyFraming_GetsTheRightCertificate_AndTheSameJa4(string framing)
    {
        foreach (var versions in new[] { SslProtocols.Tls13, SslProtocols.Tls12 })
        {
            var hello = new Hello("a.example") { Versions = versions };
            await using var whole = await TlsVisitor.ConnectAsync(Gateway.Port, hello);
            Assert.Equal(HttpStatusCode.OK, await whole.StatusAsync("a.example"));
            var expected = Gateway.LastJa4();
            await using var visitor = await TlsVisitor.ConnectAsync(
                Gateway.Port, hello with { Framing = Framing.All.Single(f => f.Name == framing) });

            Assert.Equal("a.example", visitor.CommonName);
            Assert.Equal(versions, visitor.Tls.SslProtocol);
            Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("a.example"));
            Assert.Equal(visitor.Ja4, Gateway.LastJa4());
            Assert.Equal(expected, Gateway.LastJa4());
        }
    }

    [Fact]
    public async Task AHelloOfManyKilobytes_IsServed()
    {
        var names = Enumerable.Range(0, 150)
            .Select(i => new SslApplicationProtocol(Encoding.ASCII.GetBytes($"{i}-{new string('x', 240)}")));
        var hello = new Hello("a.example") { Alpn = [SslApplicationProtocol.Http11, .. names] };
        await using var visitor = await TlsVisitor.ConnectAsync(Gateway.Port, hello);

        Assert.Equal("a.example", visitor.CommonName);
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("a.example"));
        Assert.Equal(visitor.Ja4, Gateway.LastJa4());
    }

    /// <summary>RFC 8446 forbids empty records; our reading refuses them, and OpenSSL skips them.</summary>
    [Fact]
    public async Task WhatOurReadingRefuses_AndTlsAccepts_IsServedWithoutJa4()
    {
        var framing = new Framing("an empty record", [50, 0, 1 << 14], [1 << 14]);
        var hello = new Hello("a.example") { Framing = framing };
        await using var visitor = await TlsVisitor.ConnectAsync(Gateway.Port, hello);

        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("a.example"));
        Assert.Null(Gateway.LastJa4());
        await Eventually.Equal(1, () => Gateway.Telemetry.Recent.Next);
        Assert.Null(Gateway.Telemetry.Recent.Newest(1)[0].Ja4);
        Assert.Equal(0, Gateway.Telemetry.LimitsReached(LimitReason.NotTls));
    }

    /// <summary>To TLS 1.2 a key share means nothing, so OpenSSL never looks into it.</summary>
    [Fact]
    public async Task WhatOurReadingRefuses_HasTheCertificateForTheNameThatTlsReads()
    {
        var hello = await RecordedHello.TakeAsync(new Hello("a.example") { Versions = SslProtocols.Tls12 });
        var message = RecordedHello.WithExtension(Framing.Payload(hello), 0x0033, [0xff, 0xff, 0]);
        Assert.False(ClientHello.Parse(message).Try(out _, out var error));
        Assert.Equal(ClientHelloError.BadKeyShare, error);

        var visit = await RawClient.ConnectAsync(Gateway.Port);
        await visit.SendAsync(Framing.Whole.Send(message).Single());

        // In TLS 1.2 the certificate is sent for everybody to read.
        Assert.Contains("a.example", await visit.ReadUntilAsync("a.example"), StringComparison.Ordinal);
        Assert.DoesNotContain("first.example", visit.Seen, StringComparison.Ordinal);
        visit.Close();
        await Eventually.Equal(1, () => Gateway.Telemetry.LimitsReached(LimitReason.Handshake));
    }
}
