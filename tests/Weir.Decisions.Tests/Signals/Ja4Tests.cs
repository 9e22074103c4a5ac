using System.Security.Cryptography;
using System.Text;
using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals;

public sealed class Ja4Tests
{
    [Fact]
    public void Ja4_OfAHelloFullOfGrease_IsBuiltFromTheRest()
    {
        var hello = Hellos.Parsed(Hellos.Browser());
        var ciphers = Hash("1301,1302,1303,c02b,c02f");
        Assert.Equal(
            $"t13d0509h2_{ciphers}_{Hash("000a,000d,0015,0017,0023,002b,0033_0403,0804,0401")}",
                Ja4.Of(hello));
        Assert.Equal(
            $"st13d0507h2_{ciphers}_{Hash("000a,000d,0017,002b,0033_0403,0804,0401")}", Ja4.Stable(hello));
    }

    [Fact]
    public void Stable_OfAResumedSession_IsThatOfTheFirst_ThoughJa4Changes()
    {
        var (first, resumed) = (Hellos.Parsed(Hellos.Browser()),
            Hellos.Parsed(Hellos.Browser(resumed: true)));
        Assert.NotEqual(Ja4.Of(first), Ja4.Of(resumed));
        Assert.Equal(Ja4.Stable(first), Ja4.Stable(resumed));
    }

    [Fact]
    public void Ja4_WithoutCiphersAndExtensions_HasZerosForHashes() => Assert.Equal(
        "t12i000000_000000000000_000000000000", Ja4.Of(Hellos.Parsed(new HelloBuilder())));

    [Fact]
    public void Ja4_CountsNoFurtherThan99()
    {
        var hello = new HelloBuilder { Ciphers = [.. Enumerable.Range(1, 300).Select(n => (ushort)n)] };
        for (ushort type = 0x1000; type < 0x1100; type++)
        {
            hello.With(type, []);
        }

        Assert.Equal("t12i999900", Ja4.Of(Hellos.Parsed(hello))[..10]);
    }

    [Theory]
    [InlineData("", "00")]
    [InlineData("68", "hh")]
    [InlineData("6832", "h2")]
    [InlineData("687474702f312e31", "h1")]
    [InlineData("ab", "ab")]
    [InlineData("abcd", "ad")]
    [InlineData("30ab", "3b")]
    [InlineData("3031abcd", "3d")]
    [InlineData("30abcd31", "01")]
    [InlineData("2e68", "28")]
    public void Alpn_OtherThanLettersAndDigits_ShowsItsHexadecimalDigits(string name, string expected)
    {
        var hello = new HelloBuilder { Ciphers = [0x1301] }
            .With(TlsNumbers.Alpn, HelloBuilder.Alpn(Convert.FromHexString(name)));
        Assert.Equal(expected, Ja4.Of(Hellos.Parsed(hello))[8..10]);
    }

    [Theory]
    [InlineData(0x0304, "13")]
    [InlineData(0x0303, "12")]
    [InlineData(0x0302, "11")]
    [InlineData(0x0301, "10")]
    [InlineData(0x0300, "s3")]
    [InlineData(0xfefd, "d2")]
    [InlineData(0x7f17, "00")]
    public void Version_ComesFromTheHello_WhereNoListIsSent(int version, string expected)
    {
        var hello = Hellos.Parsed(new HelloBuilder { Version = (ushort)version, Ciphers = [0x1301] });
        Assert.Equal(expected, Ja4.Of(hello)[1..3]);
    }

    [Fact]
    public void Version_OfAListOfNothingButGrease_IsTheHellos()
    {
        var hello = new HelloBuilder { Ciphers = [0x1301] }
            .With(TlsNumbers.SupportedVersions, HelloBuilder.List8(0xfafa));
        Assert.Equal("t12", Ja4.Of(Hellos.Parsed(hello))[..3]);
    }

    [Fact]
    public void TheFirstLetter_IsTheTransport()
    {
        var hello = Hellos.Parsed(Hellos.Browser());
        Assert.Equal('q', Ja4.Of(hello, Ja4Transport.Quic)[0]);
        Assert.Equal('d', Ja4.Of(hello, Ja4Transport.Dtls)[0]);
        Assert.Equal("sq", Ja4.Stable(hello, Ja4Transport.Quic)[..2]);
    }

    // Recorded from curl 8 with OpenSSL 3 and from Chromium; the first parts can be read off the hellos.
    [Theory]
    [InlineData("curl.tls", "t13d")]
    [InlineData("curl-two-records.tls", "t13d")]
    [InlineData("chromium.tls", "t13d")]
    public void Recordings_HaveAJa4(string file, string beginning)
    {
        var hello = Hellos.Parsed(Hellos.Recorded(file));
        Assert.StartsWith(beginning, Ja4.Of(hello));
        Assert.Equal("h2", Ja4.Of(hello)[8..10]);
        Assert.Equal("site.test", hello.ServerName);
        Assert.Equal(file.StartsWith("chromium", StringComparison.Ordinal), hello.HasGrease);
    }

    [Fact]
    public void AHelloOverTwoRecords_HasTheSameJa4() => Assert.Equal(
        Ja4.Of(Hellos.Parsed(Hellos.Recorded("curl.tls"))),
        Ja4.Of(Hellos.Parsed(Hellos.Recorded("curl-two-records.tls"))));

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..12];
}
