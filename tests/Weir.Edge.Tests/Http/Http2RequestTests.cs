using System.Globalization;
using System.Text.Json;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Weir.Fuzz.Building;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>
/// The same as <see cref="RawRequestTests"/>, over HTTP/2: every row of <c>rows/http2-*.json</c> is a case.
/// </summary>
public sealed class Http2RequestTests(RawScene scene) : IClassFixture<RawScene>
{
    private static readonly Rows<Http2Row> All = new("http2");

    public static TheoryData<string> Names => [.. All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetsItsAnswer_OverHttp2(string name)
    {
        var row = All[name];
        var before = scene.Gateway.Limits();
        var visit = await RawHttp2.OpenAsync(scene.Gateway.H2Port);
        await visit.TrySendAsync(Request(row));
        var answer = await visit.AnswerAsync(1);
        if (answer.End?.StartsWith("goaway", StringComparison.Ordinal) == true)
        {
            // What ends a connection is counted once it has ended.
            await Until.TrueAsync(() => scene.CountedSince(before).Any(), "a reason counted");
        }

        visit.Close();
        var expected = Tell(row.Answer, row.End, row.Counted, row.Origin);
        var reached = await scene.SettleAsync();
        var actual = Tell(answer.Status, answer.End, scene.CountedSince(before), reached);
        if (expected != actual)
        {
            Assert.Fail($"--- expected\n{expected}\n--- actual\n{actual}");
        }

        Assert.Equal(0, scene.Gateway.EdgeErrors());
        if (row.End is null && row.Reference)
        {
            await CheckAsync(answer);
        }
    }

    private static byte[] Request(Http2Row row)
    {
        var block = row.Fields.SelectMany(Encode).ToArray();
        var ends = row.Body is null && row.Trailers.IsEmpty;
        return
        [
            .. RawHttp2.HeadersOf(1, block, ends ? RawHttp2.EndStream : 0),
            .. row.Body is { } body
                ? RawHttp2.DataOf(1, body, row.Trailers.IsEmpty ? RawHttp2.EndStream : 0)
                : [],
            .. row.Trailers.IsEmpty ? [] : RawHttp2.HeadersOf(1, RawHttp2.Block(row.Trailers)),
        ];
    }

    private static IEnumerable<byte> Encode(string field)
    {
        if (field.StartsWith('*'))
        {
            var space = field.IndexOf(' ', StringComparison.Ordinal);
            var times = int.Parse(field.AsSpan(1, space - 1), CultureInfo.InvariantCulture);
            return Enumerable.Repeat(field[(space + 1)..], times).SelectMany(Encode);
        }

        return field.StartsWith('@')
            ? HpackWriter.Indexed(int.Parse(field.AsSpan(1), CultureInfo.InvariantCulture))
            : RawHttp2.Block(field);
    }

    private static string Tell(
        int status, string? end, IEnumerable<string> counted, IEnumerable<string> origin) =>
        $"""
        answer {status}, {end ?? "whole"}
        counted {string.Join(' ', counted.Order())}
        the origin got
        {string.Join('\n', origin.Select(request => JsonSerializer.Serialize(request)))}
        """;

    /// <summary>The answer and the record of its request say the same.</summary>
    private async Task CheckAsync(Http2Answer answer)
    {
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", answer.RequestId);
        var record = await scene.Gateway.RecordAsync(answer.RequestId);
        Assert.Equal(answer.Status, record.Status);
        Assert.Equal("HTTP/2", record.Protocol);
        Assert.Equal(answer.Status < 400 ? "unset" : "client", record.Fault.Name());
        if (answer.Status >= 400)
        {
            var problem = JsonDocument.Parse(answer.Body).RootElement;
            Assert.Equal(answer.RequestId, problem.GetProperty("request_id").GetString());
        }
    }
}
