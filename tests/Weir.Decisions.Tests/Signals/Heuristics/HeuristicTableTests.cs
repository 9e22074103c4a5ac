using System.Text.Json;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Tests.Signals.Heuristics;

public sealed class HeuristicTableTests
{
    public static TheoryData<string> Rows => [.. DataRows.Of("heuristics.jsonl")];

    /// <summary>Every stack whose hello was recorded: each stands for a proxy that opens TLS anew.</summary>
    public static TheoryData<string> Stacks =>
        [.. DataRows.Of("hellos.txt").Select(row => row.Split('|')[1])];

    [Theory]
    [MemberData(nameof(Rows))]
    public void First_OfARequest_IsWhatItsRowSays(string row)
    {
        using var json = JsonDocument.Parse(row);
        var fires = json.RootElement.GetProperty("fires").GetString();
        Assert.Equal(fires, First(Request(json.RootElement))?.Id);
    }

    [Fact]
    public void Heuristics_EachHaveARow_AnIdAndADescription()
    {
        var rows = DataRows.Of("heuristics.jsonl").Select(row => JsonDocument.Parse(row).RootElement
            .GetProperty("fires").GetString()).ToHashSet();
        Assert.All(HeuristicTable.All, heuristic =>
        {
            Assert.Contains(heuristic.Id, rows);
            Assert.Matches("^[a-z]+(-[a-z]+)*$", heuristic.Id);
            Assert.EndsWith(".", heuristic.Description);
        });
        Assert.Equal(HeuristicTable.All.Length, HeuristicTable.All.Select(h => h.Id).Distinct().Count());
    }

    // People behind corporate inspection or an antivirus: another's TLS, their own browser's headers.
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Heuristics_OfCoherentBrowserHeaders_NeverHold_WhateverTheTlsStack(string stack)
    {
        var openings = DataRows.Of("openings.txt").Select(row => row.Split('|')[1]).ToHashSet();
        var over = openings.Contains(stack) ? stack : null;
        RequestView[] requests = [Browsers.Chrome(over), Browsers.Firefox(over), Browsers.Safari(over)];
        Assert.All(requests, request => Assert.Null(First(request)?.Id));
        Assert.All(requests, request => Assert.Null(First(OverHttp1((TestRequest)request, stack))?.Id));
    }

    [Fact]
    public void Heuristics_OfPlainHttp_DoNotHoldForAbsenceAlone() =>
        Assert.Null(First(Browsers.PlainChrome())?.Id);

    [Fact]
    public void Asking_AllHeuristics_AllocatesNothing()
    {
        var signals = new RequestSignals();
        RequestView[] requests = [Browsers.Chrome(), Browsers.Firefox(), Browsers.PlainChrome()];
        long allocated = 0;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in requests)
            {
                signals.Read(request);
                HeuristicTable.First(signals);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    private static TestRequest OverHttp1(TestRequest request, string stack) =>
        new TestRequest(connection: TestRequest.Over(stack, http2: false)).With(
            ["Host: a.test", "Connection: keep-alive", .. request.Lines]);

    private static Heuristic? First(RequestView request)
    {
        var signals = new RequestSignals();
        signals.Read(request);
        return HeuristicTable.First(signals);
    }

    private static TestRequest Request(JsonElement row)
    {
        var http2 = row.GetProperty("http").GetString() == "h2";
        var connection = row.TryGetProperty("over", out var over)
            ? TestRequest.Over(over.GetString(), http2)
            : ConnectionView.Plain;
        var lines = row.GetProperty("headers").EnumerateArray().Select(line => line.GetString() ?? "");
        return new TestRequest(
            row.GetProperty("method").GetString() ?? "",
            http: http2 ? HttpGeneration.Http2 : HttpGeneration.Http11,
            connection: connection).With([.. lines]);
    }
}
