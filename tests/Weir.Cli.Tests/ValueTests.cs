using System.Net;
using Weir.Cli.Commands.Values;
using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Cli.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("0.0.0.0:65535", "0.0.0.0:65535")]
    [InlineData("[::1]:80", "[::1]:80")]
    public void Address_IsRead(string text, string expected)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out _));
        Assert.Equal(IPEndPoint.Parse(expected), address);
    }

    [Theory]
    [InlineData("::1:80")]
    [InlineData("[::1]")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("example.org:80")]
    [InlineData("127.0.0.1:+8")]
    [InlineData("")]
    public void Address_ThatIsNone_IsRefusedWithAReason(string text)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("http://a", OriginProtocol.Http1, "http://a/")]
    [InlineData("https://a:8443/", OriginProtocol.Tls, "https://a:8443/")]
    [InlineData("h2c://127.0.0.1:50051", OriginProtocol.H2c, "http://127.0.0.1:50051/")]
    public void Origin_IsRead(string text, OriginProtocol protocol, string address)
    {
        Assert.True(OriginUrl.TryParse(text, out var origin, out _));
        Assert.Equal(new OriginSettings(new Uri(address), protocol), origin);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("1.5", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void Duration_IsRead(string text, int milliseconds)
    {
        Assert.True(DurationText.TryParse(text, TimeSpan.FromHours(1), out var duration, out _));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Fact]
    public void Choice_OffIsNotTheDefault()
    {
        var fallback = new IPEndPoint(IPAddress.Loopback, 1);
        var given = new IPEndPoint(IPAddress.Loopback, 2);

        Assert.Equal(fallback, AddressChoice.NotGiven.Or(fallback));
        Assert.Null(AddressChoice.Off.Or(fallback));
        Assert.Equal(given, AddressChoice.At(given).Or(fallback));
        Assert.False(AddressChoice.NotGiven.IsGiven);
    }
}
