using System.IO.Compression;
using System.Text.Json;
using Weir.Decisions.Signals.Agents;
using Weir.Decisions.Signals.HeaderOrder;

namespace Weir.Decisions.Tests.Signals.HeaderOrder;

/// <summary>Against what thousands of real requests of Chrome and Safari looked like.</summary>
public sealed class HeaderOrderCorpusTests
{
    private const double Coherent = 0.999;

    [Theory]
    [InlineData("chrome", 100)]
    [InlineData("safari", 11)]
    public void Share_OfRealRequests_IsCoherent(string browser, int from)
    {
        var (rows, coherent) = (0, 0);
        foreach (var row in Rows(browser, from))
        {
            rows++;
            coherent += row.Share >= Coherent ? 1 : 0;
        }

        Assert.True(rows > 500, $"only {rows} rows");
        Assert.True(coherent >= 0.97 * rows, $"{coherent} of {rows} are coherent");
    }

    // The orders tell engines apart: otherwise any order would pass.
    [Theory]
    [InlineData("chrome", 100, BrowserEngine.Gecko)]
    [InlineData("chrome", 100, BrowserEngine.WebKit)]
    [InlineData("safari", 11, BrowserEngine.Chromium)]
    [InlineData("safari", 11, BrowserEngine.Gecko)]
    public void Share_OfAnotherEnginesRequests_IsNotCoherent(string browser, int from, BrowserEngine claimed)
    {
        var shares = Rows(browser, from, claimed).Select(row => row.Share).ToList();
        var passing = shares.Count(share => share >= Coherent);
        Assert.True(passing <= 0.15 * shares.Count, $"{passing} of {shares.Count} pass for {claimed}");
    }

    private static IEnumerable<(string Order, double Share)> Rows(
        string browser, int from, BrowserEngine? claimed = null)
    {
        var path = Corpora.FileOrSkip("browsers/header_orders.jsonl.gz");
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var name = (row.RootElement.GetProperty("browser").GetString() ?? "").Split('-');
            if (name[1] != browser || int.Parse(name[2]) < from)
            {
                continue;
            }

            var names = row.RootElement.GetProperty("order").EnumerateArray()
                .Select(header => header.GetString() ?? "").Where(header => header[0] != ':');
            var order = string.Join(',', names);
            var engine = claimed ?? (browser == "chrome" ? BrowserEngine.Chromium : BrowserEngine.WebKit);
            var multiplexed = row.RootElement.GetProperty("proto").GetString() == "http2";
            yield return (order, HeaderOrderReading.Of(order, engine, multiplexed).Share);
        }
    }
}
