using System.Net;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>A TLS address without a certificate has the development certificate.</summary>
public sealed class DevelopmentCertificateTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("localhost")]
    [InlineData("any.example")]
    [InlineData(null)]
    public async Task WithoutACertificate_TheDevelopmentCertificateIsServed(string? name)
    {
        await using var gateway = await TlsGateway.StartAsync(new GatewayPlan { Development = Made() });
        await using var visitor = await TlsVisitor.ConnectAsync(gateway.Port, new Hello(name));

        Assert.Equal("Weir development", visitor.CommonName);
        Assert.True(visitor.Certificate.MatchesHostname("localhost"));
        Assert.True(visitor.Certificate.MatchesHostname("127.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync("localhost"));
    }

    [Fact]
    public void TheSecondRun_HasTheSame()
    {
        Made();
        var first = _folder.Thumbprint("development");
        Made();

        Assert.Equal(first, _folder.Thumbprint("development"));
    }

    [Fact]
    public void AWeekBeforeItsEnd_ItIsMadeAgain()
    {
        Made(TimeProvider.System);
        var first = _folder.Thumbprint("development");
        Made(new LaterTime(TimeSpan.FromDays(357)));
        Assert.Equal(first, _folder.Thumbprint("development"));

        Made(new LaterTime(TimeSpan.FromDays(359)));
        Assert.NotEqual(first, _folder.Thumbprint("development"));
    }

    [Theory]
    [InlineData("development.pem")]
    [InlineData("development.key")]
    public void WhatCannotBeRead_IsMadeAgain(string file)
    {
        Made();
        _folder.Break(file, "broken");
        Made();

        Assert.True(LoadedCertificate.Load(Settings()).Try(out _, out var error), error.Message);
    }

    [Fact]
    public void TheKey_IsItsOwnersAlone()
    {
        Made();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(_folder.File("development.key")));
        }
    }

    /// <summary>A folder lies where the file should: nobody can write there, whatever their rights.</summary>
    [Theory]
    [InlineData("development.pem")]
    [InlineData("development.key")]
    public async Task WhereItCannotBeWritten_TheErrorNamesIt_AndCleartextIsServed(string file)
    {
        Directory.CreateDirectory(_folder.File(file));
        Assert.False(
            DevelopmentCertificate.LoadOrCreate(_folder.Path, TimeProvider.System).Try(out _, out var error));
        Assert.Contains(_folder.File("development.pem"), error.Message, StringComparison.Ordinal);

        await using var gateway = await TlsGateway.StartAsync(new GatewayPlan());
        await TlsVisitor.IsRefusedAsync(gateway.Port, new Hello("localhost"));
        await Eventually.Equal(1, () => gateway.Telemetry.LimitsReached(LimitReason.Handshake));
        Assert.Equal("ok", await gateway.CleartextAsync());
    }

    private CertificateSettings Made(TimeProvider? time = null)
    {
        var made = DevelopmentCertificate.LoadOrCreate(_folder.Path, time ?? TimeProvider.System);
        Assert.True(made.Try(out var settings, out var error), error.Message);
        return settings;
    }

    private CertificateSettings Settings() =>
        new([], _folder.File("development.pem"), _folder.File("development.key"));

    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
