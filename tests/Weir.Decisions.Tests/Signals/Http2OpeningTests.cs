using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals;

public sealed class Http2OpeningTests
{
    // curl 8, Chromium, nghttp and h2load, recorded behind TLS on loopback.
    [Theory]
    [InlineData("curl.h2", "3:100;4:33554432;2:0|33488897|0|m,p,s,a", "user-agent,accept")]
    [InlineData("h2load.h2", "2:0;4:1073741823|1073676288|0|p,s,a,m", "user-agent")]
    [InlineData("chromium.h2", "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p",
        "sec-ch-ua,sec-ch-ua-mobile,sec-ch-ua-platform,upgrade-insecure-requests,user-agent,accept,"
        + "sec-fetch-site,sec-fetch-mode,sec-fetch-user,sec-fetch-dest,accept-encoding,accept-language,"
        + "priority")]
    public void Recordings_AreRead(string file, string text, string names)
    {
        var opening = Read(Recorded(file));
        Assert.Equal(text, opening.Text);
        Assert.Equal(names, string.Join(',', opening.HeaderNames));
    }

    [Theory]
    [InlineData("curl.h2")]
    [InlineData("chromium.h2")]
    [InlineData("nghttp.h2")]
    [InlineData("firefox-like.h2")]
    [InlineData("continued.h2")]
    public void EveryPrefix_NeedsMore_UntilTheOpeningIsWhole(string file)
    {
        var bytes = Recorded(file);
        var whole = Read(bytes);
        var complete = false;
        for (var length = 0; length <= bytes.Length; length++)
        {
            var status = Http2Opening.Read(bytes.AsSpan(0, length), out var opening);
            complete |= status == Http2OpeningStatus.Complete;
            Assert.Equal(complete ? Http2OpeningStatus.Complete : Http2OpeningStatus.NeedMore, status);
            Assert.Equal(complete ? whole.Text : null, opening?.Text);
        }

        Assert.True(complete);
    }

    [Fact]
    public void Priorities_PaddingAndPriorityOfTheHeaders_AreRead()
    {
        var opening = Read(Recorded("firefox-like.h2"));
        Assert.Equal(
            "1:65536;4:131072;5:16384|12517377|"
            + "3:0:0:201,5:0:0:101,7:0:0:1,9:0:7:1,11:0:3:1,13:0:0:241|m,p,a,s",
            opening.Text);
        Assert.Equal(new Http2Priority(15, false, 13, 42), opening.HeadersPriority);
    }

    [Fact]
    public void ReservedSettings_AreKeptButNotInTheText()
    {
        byte[] bytes =
        [
            .. Http2Writer.Preface, .. Http2Writer.Settings(new(1, 5), new(0x3a4a, 99), new(3, 1000)),
            .. Http2Writer.Frame(1, 5, 1, [0x82]),
        ];
        var opening = Read(bytes);
        Assert.Equal("1:5;3:1000|0|0|m", opening.Text);
        Assert.Equal(3, opening.Settings.Length);
    }

    public static TheoryData<string, byte[], Http2OpeningStatus> Wrong => new()
    {
        { "plain HTTP", [.. "GET / HTTP/1.1\r\n\r\n"u8], Http2OpeningStatus.NotHttp2 },
        { "another preface", [.. "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"u8], Http2OpeningStatus.NotHttp2 },
        { "no SETTINGS first", After(Http2Writer.WindowUpdate(1)), Http2OpeningStatus.Malformed },
        { "an ACK first", After(Http2Writer.Frame(4, 1, 0, [])), Http2OpeningStatus.Malformed },
        { "half a setting", After(Http2Writer.Frame(4, 0, 0, new byte[7])), Http2OpeningStatus.Malformed },
        { "SETTINGS on a stream", After(Http2Writer.Frame(4, 0, 1, [])), Http2OpeningStatus.Malformed },
        { "DATA first", Then(Http2Writer.Frame(0, 0, 1, [])), Http2OpeningStatus.Malformed },
        { "HEADERS of a server", Then(Http2Writer.Frame(1, 4, 2, [0x82])), Http2OpeningStatus.Malformed },
        { "more padding than payload", Then(Http2Writer.Frame(1, 12, 1, [9, 0x82])),
            Http2OpeningStatus.Malformed },
        { "CONTINUATION first", Then(Http2Writer.Frame(9, 4, 1, [0x82])), Http2OpeningStatus.Malformed },
        { "a frame in between", Then([.. Http2Writer.Frame(1, 0, 1, [0x82]), .. Http2Writer.WindowUpdate(1)]),
            Http2OpeningStatus.Malformed },
        { "another stream", Then([.. Http2Writer.Frame(1, 0, 1, []), .. Http2Writer.Frame(9, 4, 3, [])]),
            Http2OpeningStatus.Malformed },
        { "a frame over the size", Then([0, 64, 1, 4, 0, 0, 0, 0, 0]), Http2OpeningStatus.Malformed },
        { "a bad index", Then(Http2Writer.Frame(1, 4, 1, [0xbe])), Http2OpeningStatus.Malformed },
        { "a short WINDOW_UPDATE", Then(Http2Writer.Frame(8, 0, 0, [1])), Http2OpeningStatus.Malformed },
        { "too many settings", After(Http2Writer.Settings(new Http2Setting[Limits.Http2Settings + 1])),
            Http2OpeningStatus.TooLarge },
        { "too many frames",
            Then(Repeated(Http2Writer.Frame(6, 0, 0, new byte[8]), Limits.Http2OpeningFrames)),
            Http2OpeningStatus.TooLarge },
        { "too many bytes", Then(Repeated(Http2Writer.Frame(99, 0, 0, new byte[16000]), 6)),
            Http2OpeningStatus.TooLarge },
        { "too many headers", Then(Http2Writer.Frame(1, 4, 1, Repeated([0x82], Limits.HeaderLines + 1))),
            Http2OpeningStatus.TooLarge },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatIsWrong_IsSaid(string what, byte[] bytes, Http2OpeningStatus expected)
    {
        var status = Http2Opening.Read(bytes, out var opening);
        Assert.True(expected == status, $"{what}: {status}");
        Assert.Null(opening);
    }

    private static byte[] After(byte[] frames) => [.. Http2Writer.Preface, .. frames];

    private static byte[] Then(byte[] frames) =>
        [.. Http2Writer.Preface, .. Http2Writer.Settings(), .. frames];

    private static byte[] Repeated(byte[] bytes, int times) =>
        [.. Enumerable.Repeat(bytes, times).SelectMany(b => b)];

    private static byte[] Recorded(string file) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "corpus", "http2", file));

    private static Http2Opening Read(byte[] bytes)
    {
        var status = Http2Opening.Read(bytes, out var opening);
        Assert.Equal(Http2OpeningStatus.Complete, status);
        Assert.NotNull(opening);
        return opening;
    }
}
