using Weir.Decisions.Signals.Recorded;

namespace Weir.Decisions.Tests.Signals.Recorded;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("q=boots", "q=xxxxx")]
    [InlineData("q=boots&page=2", "q=xxxxx&page=x")]
    [InlineData("next=/a?b=c&d", "next=xxxxxx&x")]
    [InlineData("jane@example.org", "xxxxxxxxxxxxxxxx")]
    [InlineData("=secret", "=xxxxxx")]
    [InlineData("a=&&b", "a=&&x")]
    [InlineData("a=1;b=2", "a=xxxxx")]
    public void Query_KeepsNamesAndLengths(string query, string masked) =>
        Assert.Equal(masked, Masking.Query(query));

    [Fact]
    public void Query_WithANameTooLongToBeOne_IsFiller()
    {
        var name = new string('n', Limits.RecordedQueryName);
        Assert.DoesNotContain('n', Masking.Query(name + "=1"));
        Assert.Contains('n', Masking.Query(name[1..] + "=1"));
    }

    [Fact]
    public void Query_BeyondItsLimit_IsCut() =>
        Assert.Equal(Limits.RecordedQuery, Masking.Query(new string('&', 9_999)).Length);

    [Theory]
    [InlineData("Cookie")]
    [InlineData("authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("X-Api-Key")]
    [InlineData("If-None-Match")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Sec-WebSocket-Key")]
    [InlineData("From")]
    [InlineData("Anything-Unknown")]
    public void Value_OfWhatMayIdentify_IsNotKept(string name) => Assert.Null(Masking.Value(name, "secret"));

    [Theory]
    [InlineData("User-Agent")]
    [InlineData("sec-ch-ua")]
    [InlineData("SEC-FETCH-SITE")]
    [InlineData("Accept-Language")]
    public void Value_OfWhatDescribesAProgram_IsKept(string name) =>
        Assert.Equal("v", Masking.Value(name, "v"));

    [Fact]
    public void Value_BeyondItsLimit_IsNotKept() =>
        Assert.Null(Masking.Value("User-Agent", new string('a', Limits.RecordedValue + 1)));

    [Theory]
    [InlineData("https://a.example/p?q=secret&r=1", "https://a.example/p?q=xxxxxx&r=x")]
    [InlineData("https://a.example/p", "https://a.example/p")]
    [InlineData("https://jane:secret@a.example/", null)]
    [InlineData("https://a.example/#secret", null)]
    public void Referer_KeepsNoQueryValue(string value, string? kept) =>
        Assert.Equal(kept, Masking.Value("Referer", value));
}
