using System.Net;
using System.Text.Json;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary><c>weir explain</c> beside a running node.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private WeirProcess? _started;

    private WeirProcess Weir => _started ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _started = await WeirProcess.UpAsync(_scratch);

    public async ValueTask DisposeAsync()
    {
        await Weir.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task ATool_IsExplainedByItsHeuristic()
    {
        var id = await AskAsync("curl/8.5.0");

        var run = await ExplainAsync(id);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("GET /echo  (default, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nscore     1 by heuristic, likely_bot\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nheuristic http-library\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("points", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheModelScored_IsExplainedFeatureByFeature()
    {
        var id = await AskAsync("Something/1.0", "de");

        var text = await ExplainAsync(id);
        var json = await ExplainAsync(id, "--json");

        Assert.Equal((0, 0), (text.Code, json.Code));
        var request = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(id, request.GetProperty("id").GetString());
        Assert.Equal("model", request.GetProperty("source").GetString());
        var score = request.GetProperty("score").GetInt32();
        Assert.Contains($"\nscore     {score} by model, ", text.Output, StringComparison.Ordinal);
        var first = request.GetProperty("explanation").GetProperty("features")[0];
        Assert.Matches(
            $@"\npoints  feature\n +[+-]\d+\.\d  {first.GetProperty("name").GetString()} = ", text.Output);
        Assert.Contains(
            $"the model expects {request.GetProperty("explanation").GetProperty("expected")}.", text.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoRequestId_Exits1_SayingWhatOneLooksLike()
    {
        var run = await ExplainAsync("nonsense/../x");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith(
            "weir explain: 'nonsense/../x' is no request id: 26 letters and digits", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownRequest_Exits1_SayingWhatIsKept()
    {
        var run = await ExplainAsync("01JBX2M7Q9T0V3W4X5Y6Z7A8B9");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith(
            "weir explain: No request of this id is remembered; the node keeps the last ", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutANode_Exits1_WithAdvice()
    {
        var run = await WeirProcess.RunAsync(
            "explain", "01JBX2M7Q9T0V3W4X5Y6Z7A8B9", "--data", _scratch.In("nobody"));

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal(
            $"weir explain: no node answers on {_scratch.In("nobody/admin.sock")}: is one running, and is "
            + "this its data folder (--data)?",
            run.Error);
    }

    [Fact]
    public void TheBanner_TellsWhatScores() => Assert.Matches(
        @"\n  scores    with \d+ trees over \d+ features, \w+ \(.+\)\n", $"{Weir.Output}");

    /// <summary>Asks the sample site, until what explains the request is kept as well.</summary>
    private async Task<string> AskAsync(string agent, string? language = null)
    {
        using var client = Clients.To(Weir.Http);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo");
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        request.Headers.TryAddWithoutValidation("Accept-Language", language ?? "en");
        using var response = await client.SendAsync(request, WeirProcess.Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        // The next request of the connection begins when the record of the former is whole.
        using var next = await client.GetAsync("/echo", WeirProcess.Ct);
        return Assert.Single(response.Headers.GetValues("Weir-Request-Id"));
    }

    private Task<Run> ExplainAsync(string id, params string[] more) =>
        WeirProcess.RunAsync(["explain", id, "--data", _scratch.Data, .. more]);
}
