using System.Text.Json;
using Weir.Edge.Admin;
using Weir.Edge.Tests.Support;
using Xunit;

namespace Weir.Edge.Tests.Scoring;

/// <summary>What the admin side tells of live requests and of what scores them.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly DirectoryInfo _folder = AdminRig.NewFolder();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PointsOfTheFeatures_AddUpToTheScore(bool http2)
    {
        await using var scene = await ScoringScene.StartAsync();
        var told = http2
            ? await scene.AskHttp2Async(fields: ScoringScene.Chrome)
            : await scene.AskAsync(fields: ScoringScene.Chrome);

        var request = await GetAsync(scene.Gateway, $"/api/requests/{told.Record.Id}", IsExplained);

        var explanation = request.GetProperty("explanation");
        var points = explanation.GetProperty("features").EnumerateArray()
            .Select(feature => feature.GetProperty("points").GetDouble()).ToArray();
        var score = request.GetProperty("score").GetInt32();
        Assert.Equal(ScoringScene.Shipped.Features.Count, points.Length);

        // Each is rounded to hundredths.
        Assert.Equal(
            score - explanation.GetProperty("expected").GetInt32(), points.Sum(), 0.005 * points.Length);
        Assert.Equal(points.OrderByDescending(Math.Abs), points);
        Assert.Equal(JsonValueKind.Null, request.GetProperty("heuristic").ValueKind);
    }

    [Fact]
    public async Task AHeuristic_IsNamed_AndNothingElseExplains()
    {
        await using var scene = await ScoringScene.StartAsync();
        var told = await scene.AskAsync();

        var request = await GetAsync(scene.Gateway, $"/api/requests/{told.Record.Id}");

        Assert.Equal("http-library", request.GetProperty("heuristic").GetString());
        Assert.Equal(JsonValueKind.Null, request.GetProperty("explanation").ValueKind);
    }

    [Fact]
    public async Task WithoutAModel_ThereIsNothingToExplain()
    {
        await using var scene = await ScoringScene.StartAsync(scoring: false);
        var told = await scene.AskAsync(fields: ScoringScene.Chrome);

        var request = await GetAsync(scene.Gateway, $"/api/requests/{told.Record.Id}");
        var node = (await GetAsync(scene.Gateway, "/api/status")).GetProperty("node");

        Assert.Equal("NoRelease", request.GetProperty("unscored").GetString());
        Assert.Equal(JsonValueKind.Null, request.GetProperty("explanation").ValueKind);
        Assert.Equal(JsonValueKind.Null, node.GetProperty("scoring").ValueKind);
    }

    private static bool IsExplained(JsonElement request) =>
        request.GetProperty("explanation").ValueKind == JsonValueKind.Object;

    /// <summary>
    /// Asks until it is so: a request is recorded first, and what explains it is kept after that.
    /// </summary>
    private async Task<JsonElement> GetAsync(
        Gateway gateway, string path, Func<JsonElement, bool>? until = null)
    {
        var started = await AdminServer.StartAsync(
            new AdminOptions
            {
                Settings = AdminRig.Loopback,
                DataFolder = _folder.FullName,
                Version = "0.1.0",
            },
            gateway.Node, gateway.Telemetry, AdminRig.Ct);
        Assert.True(started.Try(out var server, out var error), $"{error}");
        await using var running = server;
        using var client = new HttpClient { BaseAddress = new Uri(server.Url ?? "") };
        JsonElement answer = default;
        await Until.TrueAsync(
            () =>
            {
                using var parsed = JsonDocument.Parse(client.GetStringAsync(path).GetAwaiter().GetResult());
                answer = parsed.RootElement.Clone();
                return until is null || until(answer);
            },
            path);
        return answer;
    }
}
