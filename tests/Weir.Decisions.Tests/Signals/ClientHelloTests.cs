using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals;

public sealed class ClientHelloTests
{
    [Fact]
    public void Facts_AreInTheOrderInWhichTheyWereSent()
    {
        var hello = Hellos.Parsed(Hellos.Browser());
        Assert.Equal(0x0303, hello.LegacyVersion);
        Assert.Equal<ushort>([0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f], hello.Ciphers.ToArray());
        Assert.Equal<ushort>(
            [0x3a3a, 0, 0x17, 0x0a, 0x23, 0x10, 0x0d, 0x33, 0x2b, 0x15], hello.Extensions.ToArray());
        Assert.Equal<ushort>([0x5a5a, 0x11ec, 0x001d], hello.Groups.ToArray());
        Assert.Equal<ushort>([0x5a5a, 0x11ec, 0x001d], hello.KeyShareGroups.ToArray());
        Assert.Equal<ushort>([0x6a6a, 0x0304, 0x0303], hello.SupportedVersions.ToArray());
        Assert.Equal<ushort>([0x4a4a, 0x0403, 0x0804, 0x0401], hello.SignatureAlgorithms.ToArray());
        Assert.Equal(["h2", "http/1.1"], hello.Alpn);
        Assert.Equal("a.example.test", hello.ServerName);
        Assert.True(hello.HasGrease);
        Assert.False(hello.HasTicket || hello.HasPreSharedKey || hello.HasEarlyData);
        Assert.False(hello.HasDuplicateExtensions);
    }

    [Fact]
    public void AResumedSession_ShowsItsTicketAndKey()
    {
        var hello = Hellos.Parsed(Hellos.Browser(resumed: true));
        Assert.True(hello.HasTicket && hello.HasPreSharedKey && hello.HasEarlyData);
    }

    [Fact]
    public void AHelloWithoutExtensions_IsAHello()
    {
        var hello = Hellos.Parsed(
            new HelloBuilder { Version = 0x0301, Ciphers = [0x000a], Extensions = null });
        Assert.True(hello.Extensions.IsEmpty);
        Assert.Equal("t10i010000", Ja4.Of(hello)[..10]);
    }

    [Fact]
    public void EveryPrefix_IsAnError()
    {
        var message = Hellos.Browser(resumed: true).Build();
        for (var length = 0; length < message.Length; length++)
        {
            Assert.False(ClientHello.Parse(message.AsSpan(0, length)).Try(out _, out var error));
            Assert.NotEqual(ClientHelloError.Unset, error);
        }
    }

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("WWW.Ex-ample.co", "www.ex-ample.co")]
    [InlineData("a_b.test", "a_b.test")]
    [InlineData("xn--mnchen-3ya.de", "xn--mnchen-3ya.de")]
    [InlineData("localhost", "localhost")]
    [InlineData("", null)]
    [InlineData("example.com.", null)]
    [InlineData(".example.com", null)]
    [InlineData("a..b", null)]
    [InlineData("-a.b", null)]
    [InlineData("a-.b", null)]
    [InlineData("a b.c", null)]
    [InlineData("a\0.c", null)]
    [InlineData("a/../b", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("[2001:db8::1]", null)]
    [InlineData("m\u00fcnchen.de", null)]
    public void ServerName_IsLowerCasedOrNothing(string sent, string? expected)
    {
        var hello = Hellos.Parsed(
            new HelloBuilder { Ciphers = [0x1301] }.With(0, HelloBuilder.ServerName(sent)));
        Assert.Equal(expected, hello.ServerName);
        Assert.True(hello.HasExtension(TlsNumbers.ServerName));
    }

    [Fact]
    public void ServerName_OverTheLengthsOfDns_IsNothing()
    {
        string[] names = [new('a', 64), string.Join('.', Enumerable.Repeat("abc", 64))];
        foreach (var name in names)
        {
            var hello = new HelloBuilder { Ciphers = [0x1301] }.With(0, HelloBuilder.ServerName(name));
            Assert.Null(Hellos.Parsed(hello).ServerName);
        }
    }

    [Theory]
    [InlineData(0x0000, "0005", ClientHelloError.BadServerName)]
    [InlineData(0x0000, "0004000002", ClientHelloError.BadServerName)]
    [InlineData(0x0010, "000302", ClientHelloError.BadAlpn)]
    [InlineData(0x0010, "0003096832", ClientHelloError.BadAlpn)]
    [InlineData(0x002b, "03030403", ClientHelloError.BadSupportedVersions)]
    [InlineData(0x000d, "00020403ff", ClientHelloError.BadSignatureAlgorithms)]
    [InlineData(0x000a, "0003001d00", ClientHelloError.BadGroups)]
    [InlineData(0x0033, "0005001d000200", ClientHelloError.BadKeyShare)]
    public void AnExtensionWhoseLengthsDoNotFit_IsNamed(int type, string data, ClientHelloError expected)
    {
        var message = new HelloBuilder { Ciphers = [0x1301] }
            .With((ushort)type, Convert.FromHexString(data)).Build();
        Assert.False(ClientHello.Parse(message).Try(out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void ARepeatedExtension_CountsButIsReadOnce()
    {
        var hello = Hellos.Parsed(new HelloBuilder { Ciphers = [0x1301] }
            .With(0, HelloBuilder.ServerName("a.test"))
            .With(0, HelloBuilder.ServerName("b.test")).With(0, []));
        Assert.Equal("a.test", hello.ServerName);
        Assert.True(hello.HasDuplicateExtensions);
        Assert.Equal("t12d0103", Ja4.Of(hello)[..8]);
    }

    [Fact]
    public void TrailingBytes_OtherMessages_AndTooMany_AreErrors()
    {
        var message = Hellos.Browser().Build();
        Assert.Equal(ClientHelloError.TrailingBytes, Error([.. message, 0]));
        Assert.Equal(ClientHelloError.NotClientHello, Error([2, .. message.AsSpan(1)]));
        Assert.Equal(ClientHelloError.TooLarge, Error(new byte[Limits.ClientHelloBytes + 1]));
    }

    private static ClientHelloError Error(byte[] message) =>
        ClientHello.Parse(message).Match(_ => ClientHelloError.Unset, error => error);
}
