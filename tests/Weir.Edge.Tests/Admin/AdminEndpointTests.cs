using System.Net;
using System.Text.Json;
using Weir.Decisions.Verdicts;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Admin;

public sealed class AdminEndpointTests : IAsyncLifetime
{
    private AdminRig? _rig;

    private AdminRig Rig => _rig ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _rig = await AdminRig.StartAsync();

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    [Theory]
    [InlineData(NodePhase.Starting, HttpStatusCode.ServiceUnavailable)]
    [InlineData(NodePhase.Ready, HttpStatusCode.OK)]
    [InlineData(NodePhase.Draining, HttpStatusCode.ServiceUnavailable)]
    public async Task Ready_FollowsThePhase_HealthDoesNot(NodePhase phase, HttpStatusCode ready)
    {
        Rig.Node.Phase = phase;
        Assert.Equal(ready, (await Rig.Tcp.GetAsync("/ready", AdminRig.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Rig.Tcp.GetAsync("/health", AdminRig.Ct)).StatusCode);
    }

    [Fact]
    public async Task Metrics_AreAPrometheusPage()
    {
        var response = await Rig.Tcp.GetAsync("/metrics", AdminRig.Ct);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8",
            response.Content.Headers.ContentType?.ToString());
        Assert.Contains("weir_build_info{version=\"0.1.0\"} 1\n",
            await response.Content.ReadAsStringAsync(AdminRig.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_IsHonestAboutWhatThereIsNot()
    {
        Rig.Telemetry.RequestFinished(Requests.Record(site: null));
        Rig.Telemetry.LimitReached(LimitReason.NoSite);
        Rig.Node.Configuration = Rig.Node.Configuration with { Problems = ["line 3: unknown key"] };
        var status = await GetJsonAsync("/api/status");
        foreach (var layer in new[] { "model", "signals", "lists", "policy" })
        {
            Assert.Equal(JsonValueKind.Null, status.GetProperty("active").GetProperty(layer).ValueKind);
        }

        Assert.Equal(0, status.GetProperty("proven").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("candidate").ValueKind);
        Assert.Equal(0, status.GetProperty("refusals").GetArrayLength());
        var counters = status.GetProperty("counters");
        Assert.Equal(1, counters.GetProperty("requests").GetInt64());
        Assert.Equal(1, counters.GetProperty("limits").GetProperty("no_site").GetInt64());
        Assert.True(status.GetProperty("ages").GetProperty("node_s").GetDouble() > 0);
        var node = status.GetProperty("node");
        Assert.Equal("ready", node.GetProperty("phase").GetString());
        Assert.Equal("line 3: unknown key",
            node.GetProperty("configuration").GetProperty("problems")[0].GetString());
        var origins = node.GetProperty("sites")[0].GetProperty("origins");
        Assert.False(origins[1].GetProperty("healthy").GetBoolean());
    }

    [Fact]
    public async Task Status_TellsRulesAndTheModel()
    {
        Rig.Node.Scoring = new ScoringState(41, 200, "all_nodes_512", "of such a shape");

        var node = (await GetJsonAsync("/api/status")).GetProperty("node");

        Assert.Equal(
            """[{"id":"slow","then":"block","fired":2,"missing":5}]""",
            node.GetProperty("sites")[0].GetProperty("rules").GetRawText());
        Assert.Equal(
            """{"features":41,"trees":200,"evaluator":"all_nodes_512","why":"of such a shape"}""",
            node.GetProperty("scoring").GetRawText());
        Rig.Node.Scoring = null;
        node = (await GetJsonAsync("/api/status")).GetProperty("node");
        Assert.Equal(JsonValueKind.Null, node.GetProperty("scoring").ValueKind);
    }

    [Fact]
    public async Task Requests_HaveExactlyTheFieldsOfTheContract()
    {
        Rig.Telemetry.RequestFinished(Requests.Record(1));
        Rig.Telemetry.RequestFinished(Requests.Record(2, score: 12));
        var list = await GetJsonAsync("/api/requests?limit=10");
        Assert.Equal(2, list.GetArrayLength());
        Assert.Equal(
            ["id", "at", "site", "method", "path", "score", "unscored", "verdict", "source", "ja4", "rule"],
            list[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(12, list[0].GetProperty("score").GetInt32());
        Assert.Equal(JsonValueKind.Null, list[0].GetProperty("unscored").ValueKind);
        Assert.Equal("model", list[0].GetProperty("source").GetString());
        Assert.Equal(JsonValueKind.Null, list[1].GetProperty("score").ValueKind);
        Assert.Equal("NoRelease", list[1].GetProperty("unscored").GetString());
        Assert.Equal(JsonValueKind.Null, list[1].GetProperty("source").ValueKind);
        Assert.Equal("forward", list[1].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Requests_AreFilteredAndLimited()
    {
        Rig.Telemetry.RequestFinished(Requests.Record(1, verdict: Verdict.Block));
        Rig.Telemetry.RequestFinished(Requests.Record(2, site: "blog"));
        Rig.Telemetry.RequestFinished(Requests.Record(3, site: null));
        Assert.Equal([1ul], await IdsAsync("?verdict=block"));
        Assert.Equal([2ul], await IdsAsync("?site=blog"));
        Assert.Equal([3ul], await IdsAsync("?site=none"));
        Assert.Equal([3ul, 2ul], await IdsAsync("?limit=2"));
        Assert.Empty(await IdsAsync("?site=nowhere"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=x")]
    [InlineData("limit=")]
    [InlineData("limit=99999999999")]
    [InlineData("verdict=perhaps")]
    [InlineData("verdict=unset")]
    public async Task Requests_WithABadQuery_AreAProblem(string query) =>
        await AssertProblemAsync(await Rig.Tcp.GetAsync($"/api/requests?{query}", AdminRig.Ct), 400);

    [Fact]
    public async Task OneRequest_TellsMore()
    {
        Rig.Telemetry.RequestFinished(Requests.Record(7, status: 404, milliseconds: 1.5));
        var request = await GetJsonAsync($"/api/requests/{Requests.Id(7)}");
        Assert.Equal(404, request.GetProperty("status").GetInt32());
        Assert.Equal(1.5, request.GetProperty("duration_ms").GetDouble());
        Assert.Equal("HTTP/2", request.GetProperty("protocol").GetString());
        Assert.Equal("host,user-agent", request.GetProperty("header_order").GetString());
        Assert.Equal(JsonValueKind.Null, request.GetProperty("fault").ValueKind);
    }

    [Theory]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("not-an-id")]
    [InlineData("%3Cscript%3E")]
    public async Task UnknownRequest_IsAProblem(string id) =>
        await AssertProblemAsync(await Rig.Tcp.GetAsync($"/api/requests/{id}", AdminRig.Ct), 404);

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/api/requests/a/b", 404)]
    [InlineData("POST", "/api/status", 405)]
    [InlineData("DELETE", "/api/releases", 405)]
    [InlineData("GET", "/api/rollback", 405)]
    [InlineData("POST", "/api/releases", 503)]
    [InlineData("POST", "/api/rollback", 503)]
    [InlineData("POST", "/api/kill/model", 503)]
    [InlineData("DELETE", "/api/kill/model", 503)]
    [InlineData("POST", "/api/features/build", 503)]
    [InlineData("GET", "/api/features", 503)]
    [InlineData("GET", "/api/releases", 503)]
    public async Task WhatIsNotThere_IsAProblem(string method, string path, int status) =>
        await AssertProblemAsync(
            await Rig.SendAsync(Rig.Tcp, method, path, ("Authorization", $"Bearer {Rig.Token}")), status);

    [Fact]
    public async Task Head_AnswersLikeGet_WithoutABody()
    {
        var response = await Rig.SendAsync(Rig.Tcp, "HEAD", "/metrics");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(AdminRig.Ct));
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, int status)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(AdminRig.Ct)).RootElement;
        Assert.Equal(["type", "title", "status", "detail", "instance"],
            problem.EnumerateObject().Select(property => property.Name));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }

    private async Task<List<ulong>> IdsAsync(string query)
    {
        var list = await GetJsonAsync("/api/requests" + query);
        var ids = Enumerable.Range(1, 9).Select(i => (ulong)i).ToDictionary(i => Requests.Id(i).ToString());
        return [.. list.EnumerateArray().Select(item => ids[item.GetProperty("id").GetString() ?? ""])];
    }

    private async Task<JsonElement> GetJsonAsync(string path)
    {
        var response = await Rig.Tcp.GetAsync(path, AdminRig.Ct);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(AdminRig.Ct)).RootElement;
    }
}
