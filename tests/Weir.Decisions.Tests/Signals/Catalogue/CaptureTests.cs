using System.Text.Json;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Tests.Signals.Catalogue;

/// <summary>
/// Whole requests as Chromium 156 and Firefox 153 sent them on one page: stylesheets, scripts, images, media,
/// fetch, forms, a WebSocket. Whatever they send is coherent by definition.
/// </summary>
public sealed class CaptureTests
{
    private static readonly RequestFields Fields = RequestFields.All;

    public static TheoryData<string> Rows => [.. DataRows.Of("captures.jsonl")];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Signals_OfARecordedRequest_AreCoherent(string row)
    {
        using var json = JsonDocument.Parse(row);
        var request = Request(json.RootElement);
        var signals = new RequestSignals();
        signals.Read(request);
        var read = new Reading(signals, Fields);
        var shown = string.Join(", ", Fields.Catalogue.Fields
            .Where(field => field.Name.StartsWith("coherence.", StringComparison.Ordinal))
            .Select(field => $"{field.Name} {read.Number(field.Name)}"));
        Assert.True(read.Number("coherence.failed") == 0, shown);
        Assert.Equal((0, 0), (read.Number("headers.absent"), read.Number("headers.unexpected")));
        Assert.Equal((1, 0), (read.Number("headers.order"), read.Number("headers.order_breaks")));
        Assert.True(read.Number("tls.agrees") is 1 or double.NaN);
        Assert.True(read.Number("h2.agrees") is 1 or double.NaN);
        Assert.Null(HeuristicTable.First(signals)?.Id);
    }

    private static TestRequest Request(JsonElement row)
    {
        var http2 = row.GetProperty("http").GetString() == "h2";
        var over = row.GetProperty("over").GetString();
        var lines = row.GetProperty("headers").EnumerateArray()
            .Select(header => $"{header[0].GetString()}: {header[1].GetString()}");
        return new TestRequest(
            row.GetProperty("method").GetString() ?? "",
            row.GetProperty("path").GetString() ?? "",
            http: http2 ? HttpGeneration.Http2 : HttpGeneration.Http11,
            connection: over is null ? ConnectionView.Plain : TestRequest.Over(over, http2)).With([.. lines]);
    }
}
