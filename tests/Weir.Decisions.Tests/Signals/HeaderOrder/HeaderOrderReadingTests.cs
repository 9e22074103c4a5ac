using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.HeaderOrder;

namespace Weir.Decisions.Tests.Signals.HeaderOrder;

public sealed class HeaderOrderReadingTests
{
    private const string Chrome = "host,connection,sec-ch-ua,sec-ch-ua-mobile,sec-ch-ua-platform,"
        + "upgrade-insecure-requests,user-agent,accept,sec-fetch-site,sec-fetch-mode,sec-fetch-dest,"
        + "accept-encoding,accept-language";

    public static TheoryData<string> Rows => [.. DataRows.Of("orders.txt")];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Share_OfARecordedBrowser_IsWhole(string row)
    {
        var cells = row.Split('|');
        var reading = HeaderOrderReading.Of(cells[2], Enum.Parse<BrowserEngine>(cells[0]), cells[1] == "h2");
        Assert.Equal((1, 0), (reading.Share, reading.Breaks));
        Assert.True(cells[1] == "h2" ? reading.Casing == HeaderCasing.Unset
            : reading.Casing is HeaderCasing.Browser or HeaderCasing.Title, $"{reading.Casing}");
    }

    [Fact]
    public void Share_OfAReversedOrder_IsNothing()
    {
        var reversed = string.Join(',', Chrome.Split(',').Reverse());
        var reading = HeaderOrderReading.Of(reversed, BrowserEngine.Chromium, multiplexed: false);
        Assert.True(reading.Share < 0.3, $"{reading.Share}");
        Assert.True(reading.Breaks > 5);
        Assert.False(reading.HostFirst);
    }

    // What a library gives that puts its own headers first and the copied ones behind.
    [Theory]
    [InlineData(
        "Host,User-Agent,Accept-Encoding,Accept,Connection,Accept-Language,Upgrade-Insecure-Requests", 0.75)]
    [InlineData("accept,accept-encoding,accept-language,user-agent,upgrade-insecure-requests,host", 0.6)]
    public void Share_OfCopiedHeadersInAnotherOrder_FallsForChromium(string order, double most) =>
        Assert.True(HeaderOrderReading.Of(order, BrowserEngine.Chromium, false).Share < most);

    [Theory]
    [InlineData(BrowserEngine.Unset, Chrome)]
    [InlineData(BrowserEngine.Chromium, "")]
    [InlineData(BrowserEngine.Chromium, "host")]
    [InlineData(BrowserEngine.Chromium, "x-a,x-b,x-c")]
    [InlineData(BrowserEngine.Chromium, ",,,,")]
    public void Share_WhereNothingIsKnown_IsMissing(BrowserEngine engine, string order) =>
        Assert.True(double.IsNaN(HeaderOrderReading.Of(order, engine, false).Share));

    [Theory]
    [InlineData("Host,User-Agent,Accept", HeaderCasing.Title)]
    [InlineData("host,user-agent,accept", HeaderCasing.Lower)]
    [InlineData("Host,sec-ch-ua,User-Agent,x-requested-with", HeaderCasing.Browser)]
    [InlineData("Host,user-agent,Accept", HeaderCasing.Mixed)]
    [InlineData("HOST,User-Agent", HeaderCasing.Mixed)]
    [InlineData("Host,DNT,Sec-WebSocket-Key", HeaderCasing.Title)]
    [InlineData("", HeaderCasing.Unset)]
    public void Casing_OfNames_IsToldApart(string order, HeaderCasing casing) =>
        Assert.Equal(casing, HeaderOrderReading.Of(order, BrowserEngine.Unset, false).Casing);

    [Fact]
    public void Names_BeyondTheLimit_AreNotRead()
    {
        var order = string.Concat(Enumerable.Repeat("x,", Limits.OrderedHeaders)) + Chrome;
        Assert.True(double.IsNaN(HeaderOrderReading.Of(order, BrowserEngine.Chromium, false).Share));
    }

    [Fact]
    public void Names_SentTwice_CountOnce()
    {
        var once = HeaderOrderReading.Of(Chrome, BrowserEngine.Chromium, false);
        var twice = HeaderOrderReading.Of(Chrome + ",user-agent,accept", BrowserEngine.Chromium, false);
        Assert.Equal(once, twice);
    }
}
