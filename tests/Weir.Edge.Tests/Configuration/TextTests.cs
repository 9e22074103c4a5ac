using System.Net;
using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Edge.Tests.Configuration;

/// <summary>The readers that the file and the command line share.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("0.0.0.0:65535", "0.0.0.0:65535")]
    [InlineData("[::1]:80", "[::1]:80")]
    public void Address_IsRead(string text, string expected) =>
        Assert.Equal(
            IPEndPoint.Parse(expected),
            ListenAddress.Read(text).Match<IPEndPoint?>(a => a, _ => null));

    [Theory]
    [InlineData("::1:80")]
    [InlineData("[::1]")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("example.org:80")]
    [InlineData("127.0.0.1:+8")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.1:80")]
    [InlineData("http://127.0.0.1:80")]
    [InlineData("8080")]
    [InlineData("")]
    public void Address_ThatIsNone_IsRefusedWithAReasonAndAnAdvice(string text)
    {
        var fault = ListenAddress.Read(text).Match<TextFault?>(_ => null, fault => fault);
        Assert.NotNull(fault);
        Assert.NotEmpty(fault.Value.Message);
        Assert.NotNull(fault.Value.Suggestion);
    }

    [Theory]
    [InlineData("8080", "'127.0.0.1:8080'")]
    [InlineData(":9090", "write '127.0.0.1:9090'")]
    [InlineData("*:80", "'0.0.0.0:80'")]
    [InlineData("127.0.0.1", "add a port: '127.0.0.1:8080'")]
    [InlineData("localhost", "add a port: 'localhost:8080'")]
    [InlineData("nonsense", "write such as '127.0.0.1:8080'")]
    [InlineData("", "write such as '127.0.0.1:8080'")]
    [InlineData("127.1:80", "in full, such as '127.0.0.1:80'")]
    [InlineData("http://127.0.0.1:9090/status", "leave the scheme out: '127.0.0.1:9090'")]
    public void Address_ThatIsNone_IsAnsweredWithOneToWrite(string text, string advice)
    {
        var fault = ListenAddress.Read(text).Match<TextFault?>(_ => null, fault => fault);
        Assert.Contains(advice, fault?.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://a", OriginProtocol.Http1, "http://a/")]
    [InlineData("https://a:8443/", OriginProtocol.Tls, "https://a:8443/")]
    [InlineData("h2c://127.0.0.1:50051", OriginProtocol.H2c, "http://127.0.0.1:50051/")]
    public void Origin_IsRead(string text, OriginProtocol protocol, string address) =>
        Assert.Equal(
            new OriginSettings(new Uri(address), protocol),
            OriginAddress.Read(text).Match<OriginSettings?>(o => o, _ => null));

    [Theory]
    [InlineData("a:80")]
    [InlineData("ftp://a")]
    [InlineData("http://a/path")]
    [InlineData("http://user@a")]
    [InlineData("http://")]
    public void Origin_ThatIsNone_IsRefused(string text) =>
        Assert.True(OriginAddress.Read(text).Match(_ => false, fault => fault.Message.Length > 0));

    [Theory]
    [InlineData("0s", 0)]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void Duration_IsRead(string text, int milliseconds) =>
        Assert.Equal(milliseconds, DurationText.Read(text).Match(d => d.TotalMilliseconds, _ => -1));

    [Theory]
    [InlineData("5")]
    [InlineData("1.5s")]
    [InlineData("-1s")]
    [InlineData("5 s")]
    [InlineData("99999999999999h")]
    public void Duration_ThatIsNone_IsRefused(string text) =>
        Assert.True(DurationText.Read(text).Match(_ => false, fault => fault.Message.Length > 0));
}
