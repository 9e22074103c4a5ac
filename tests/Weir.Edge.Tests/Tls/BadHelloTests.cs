using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>What can never become a handshake is closed, counted, and reaches no origin.</summary>
public sealed class BadHelloTests : IAsyncLifetime
{
    private static readonly byte[] Begun = [22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3];

    private readonly CertificateFolder _folder = new();
    private TlsGateway? _gateway;

    private TlsGateway Gateway => _gateway ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() =>
        _gateway = await TlsGateway.StartAsync(GatewayPlan.With(_folder.Issue("a", "a.example")));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("16")]
    [InlineData("1603010200")]
    [InlineData("1603010200010001fc0303")]
    public async Task AVisitorWhoStopsWithinTheHello_IsClosed(string sent)
    {
        var visit = await RawClient.ConnectAsync(Gateway.Port);
        await visit.SendAsync(Convert.FromHexString(sent));
        visit.Finish();

        Assert.Equal("", await visit.ReadToEndAsync());
        await ClosedFor(LimitReason.NotTls);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("SSH-2.0-client\r\n")]
    [InlineData("\0")]
    [InlineData("\x15\x03\x01\0\x02\x01\0")]
    [InlineData("\x16\x03\x01\0\x04\x02\0\0\0")]
    public async Task WhatIsNoTls_IsClosedAtOnce(string sent)
    {
        Assert.Equal("", await RawClient.AskAsync(Gateway.Port, sent));
        await ClosedFor(LimitReason.NotTls);
    }

    [Fact]
    public async Task AHelloThatAnnouncesTooMuch_IsClosedAtOnce()
    {
        Assert.Equal("", await AskAsync([22, 3, 1, 64, 0, 1, 1, 0, 1]));
        await ClosedFor(LimitReason.ClientHelloBytes);
    }

    /// <summary>By its own word it is small enough, and its records make it too large.</summary>
    [Fact]
    public async Task AHelloThatTakesTooManyBytes_IsClosed()
    {
        byte[] message = [1, 0, 250, 0, .. new byte[64_000]];
        var records = new Framing("records of one byte", [1], [1 << 20]).Send(message);
        Assert.Equal("", await AskAsync([.. records.SelectMany(s => s)]));
        await ClosedFor(LimitReason.ClientHelloBytes);
    }

    [Fact]
    public async Task AVisitorWhoSaysNothing_IsClosedInTime()
    {
        await using var gateway = await Hasty();
        var visit = await RawClient.ConnectAsync(gateway.Port);

        Assert.Equal("", await visit.ReadToEndAsync());
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.ClientHelloTime));
    }

    [Fact]
    public async Task AHelloThatTrickles_IsClosedInTime()
    {
        await using var gateway = await Hasty();
        var visit = await RawClient.ConnectAsync(gateway.Port);
        await visit.SendAsync(Begun);
        var end = visit.ReadToEndAsync();
        while (!end.IsCompleted)
        {
            // Each byte comes in time; all of them together do not.
            await visit.TrySendAsync(new byte[1]);
            await Task.WhenAny(end, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.Equal("", await end);
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.ClientHelloTime));
        Assert.Equal(0, gateway.Origin.Connections);
    }

    private async Task<string> AskAsync(byte[] bytes)
    {
        var visit = await RawClient.ConnectAsync(Gateway.Port);
        var end = visit.ReadToEndAsync();
        await visit.TrySendAsync(bytes);
        return await end;
    }

    private async Task ClosedFor(LimitReason reason)
    {
        await Eventually.Equal(1, () => Gateway.Telemetry.LimitsReached(reason));
        await Eventually.Equal(0, () => Gateway.Telemetry.Connections);
        Assert.Equal(0, Gateway.Telemetry.LimitsReached(LimitReason.Handshake));
        Assert.Equal(0, Gateway.Origin.Connections);
    }

    private Task<TlsGateway> Hasty() => TlsGateway.StartAsync(
        GatewayPlan.With(_folder.Issue("hasty", "a.example")) with
        {
            Limits = new LimitSettings { ClientHelloTime = TimeSpan.FromMilliseconds(300) },
        });
}
