using System.Text;
using System.Text.Json;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Http;

/// <summary>
/// Raw bytes through the whole gateway to an origin that records what reaches it. Every row of
/// <c>rows/http1-*.json</c> is a case; a new odd input is a new row.
/// </summary>
public sealed class RawRequestTests(RawScene scene) : IClassFixture<RawScene>
{
    private static readonly Rows<RawRow> All = new("http1");

    public static TheoryData<string> Names => [.. All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetsItsAnswer(string name)
    {
        var row = All[name];
        var before = scene.Gateway.Limits();
        var visit = await RawClient.ConnectAsync(scene.Gateway.Port);
        var (answers, closed) = await AskAsync(visit, row);
        visit.Close();

        var reached = await scene.SettleAsync();
        var counted = scene.CountedSince(before);
        var expected = Tell(row.Answers, row.Closed, row.Counted, row.Origin);
        var actual = Tell(answers.Select(answer => answer.Status), closed, counted, reached);
        if (expected != actual)
        {
            Assert.Fail($"{row.Send}\n--- expected\n{expected}\n--- actual\n{actual}");
        }

        for (var i = 0; i < answers.Count; i++)
        {
            await CheckAsync(row, i, answers[i]);
        }

        Assert.Contains(row.Head ?? "", answers.LastOrDefault()?.Head ?? "", StringComparison.Ordinal);
        Assert.Equal(0, scene.Gateway.EdgeErrors());
    }

    /// <summary>Sends the row, and says whether the connection ended after its answers.</summary>
    private static async Task<(List<RawAnswer> Answers, bool Closed)> AskAsync(RawVisit visit, RawRow row)
    {
        await visit.TrySendAsync(Encoding.Latin1.GetBytes(row.Send));
        var answers = new List<RawAnswer>();
        while (answers.Count < row.Answers.Length && await RawAnswer.ReadAsync(visit) is { } next)
        {
            answers.Add(next);
        }

        // Where it should stay open, one more request on it is the proof.
        if (!row.Closed)
        {
            await visit.TrySendAsync("OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n"u8.ToArray());
        }

        return (answers, await RawAnswer.ReadAsync(visit) is not { Status: 204 });
    }

    /// <summary>All that came of a row, so that a failure shows it whole.</summary>
    private static string Tell(
        IEnumerable<int> answers, bool closed, IEnumerable<string> counted, IEnumerable<string> origin) =>
        $"""
        answers {string.Join(' ', answers)}{(closed ? ", then closed" : "")}
        counted {string.Join(' ', counted.Order())}
        the origin got
        {string.Join('\n', origin.Select(request => JsonSerializer.Serialize(request)))}
        """;

    /// <summary>The answer and the record of its request say the same.</summary>
    private async Task CheckAsync(RawRow row, int at, RawAnswer answer)
    {
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", answer.RequestId);
        var record = await scene.Gateway.RecordAsync(answer.RequestId);
        Assert.Equal(answer.Status, record.Status);
        Assert.Equal(answer.Status < 400 ? "unset" : row.Fault, record.Fault.Name());
        if (!row.Orders.IsEmpty)
        {
            Assert.Equal(row.Orders[at], record.HeaderOrder);
        }

        if (answer.Status >= 400)
        {
            Assert.Equal("application/problem+json", answer.Field("Content-Type"));
            var problem = JsonDocument.Parse(answer.Body).RootElement;
            Assert.Equal(answer.Status, problem.GetProperty("status").GetInt32());
            Assert.Equal(row.Fault, problem.GetProperty("fault").GetString());
            Assert.Equal(answer.RequestId, problem.GetProperty("request_id").GetString());
        }
    }
}
