using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Coherence;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals.Coherence;

public sealed class StackTests
{
    public static TheoryData<string> HelloRows => [.. DataRows.Of("hellos.txt")];

    public static TheoryData<string> OpeningRows => [.. DataRows.Of("openings.txt")];

    [Theory]
    [MemberData(nameof(HelloRows))]
    public void TlsStack_OfARecordedProgram_IsItsLibrary(string row)
    {
        var cells = row.Split('|');
        var hello = Hellos.Parsed(Convert.FromHexString(cells[2]));
        Assert.Equal(cells[0], TlsStackNames.Of(new TlsReading(hello).Stack));
    }

    [Theory]
    [MemberData(nameof(OpeningRows))]
    public void Http2Stack_OfARecordedProgram_IsItsLibrary(string row)
    {
        var cells = row.Split('|');
        var status = Http2Opening.Read(Convert.FromHexString(cells[2]), out var opening);
        Assert.Equal(Http2OpeningStatus.Complete, status);
        Assert.NotNull(opening);
        Assert.Equal(cells[0], Http2StackNames.Of(new Http2Reading(opening).Stack));
    }

    [Fact]
    public void TlsReading_OfAResumedSession_IsAsOfAFreshOne()
    {
        var fresh = new TlsReading(Hellos.Parsed(Hellos.Browser()));
        var resumed = new TlsReading(Hellos.Parsed(Hellos.Browser(resumed: true)));
        Assert.Equal((false, true), (fresh.Resumes, resumed.Resumes));
        Assert.Equal(
            (fresh.Stack, fresh.Version, fresh.Ciphers, fresh.Extensions, fresh.PostQuantum,
                fresh.OffersHttp2),
            (resumed.Stack, resumed.Version, resumed.Ciphers, resumed.Extensions, resumed.PostQuantum,
                resumed.OffersHttp2));
    }

    // Real browsers of many versions, from an extract without what GREASE adds: it is put back here.
    [Fact]
    public void TlsStack_OfOtherBrowserVersions_IsTheirs()
    {
        var (rows, right) = (0, 0);
        foreach (var (browser, hello) in BrowserHellos.Rows())
        {
            rows++;
            right += TlsStackNames.Of(new TlsReading(hello).Stack) == browser ? 1 : 0;
        }

        Assert.True(rows > 500, $"only {rows} rows");
        Assert.True(right >= 0.99 * rows, $"{right} of {rows}");
    }

    [Fact]
    public void TlsStack_OfAnEmptyHello_IsOther()
    {
        var hello = Hellos.Parsed(new HelloBuilder { Ciphers = [0x1301] });
        Assert.Equal(TlsStack.Other, new TlsReading(hello).Stack);
    }
}
