using System.Globalization;
using Weir.Decisions.Verdicts;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Scoring;

/// <summary>What the origin is told of a request's score, through the whole gateway.</summary>
public sealed class ScoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCallsItselfATool_Is1_ByAHeuristic(bool http2)
    {
        await using var scene = await ScoringScene.StartAsync();

        var told = http2 ? await scene.AskHttp2Async() : await scene.AskAsync();

        Assert.Equal(
            (200, "1", "heuristic", null, "forward"),
            (told.Status, told.Ours("Weir-Score"), told.Ours("Weir-Source"), told.Ours("Weir-Unscored"),
                told.Ours("Weir-Verdict")));
        Assert.Equal("http-library", told.Record.Heuristic);
        Assert.Equal((1, VisitorClass.LikelyBot), (told.Decision.Score, told.Decision.Class));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatLooksLikeABrowser_IsScoredByTheModel(bool http2)
    {
        await using var scene = await ScoringScene.StartAsync();

        var told = http2
            ? await scene.AskHttp2Async(fields: ScoringScene.Chrome)
            : await scene.AskAsync(fields: ScoringScene.Chrome);

        Assert.Equal(
            (200, "model", null), (told.Status, told.Ours("Weir-Source"), told.Ours("Weir-Unscored")));
        Assert.InRange(int.Parse(told.Ours("Weir-Score") ?? "", CultureInfo.InvariantCulture), 1, 99);
        Assert.Null(told.Record.Heuristic);
        Assert.Equal($"{told.Decision.Score}", told.Ours("Weir-Score"));
    }

    [Theory]
    [InlineData(ScoringScene.Curl)]
    [InlineData(ScoringScene.Chrome)]
    public async Task WithoutAModel_NothingIsScored_AndTheReasonIsTold(string fields)
    {
        await using var scene = await ScoringScene.StartAsync(scoring: false);

        var told = await scene.AskAsync(fields: fields);

        Assert.Equal(200, told.Status);
        Assert.Equal("NoRelease", told.Ours("Weir-Unscored"));
        Assert.DoesNotContain("Weir-Score", told.Head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Weir-Source", told.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((0, ScoreSource.None), (told.Decision.Score, told.Decision.Source));
        Assert.Null(scene.Gateway.Node.Scoring);
    }

    [Fact]
    public async Task AFaultWhileScoring_CostsThatRequestItsScore_AndTheNextIsScored()
    {
        var faulty = true;
        await using var scene = await ScoringScene.StartAsync(entering: (stage, _) =>
        {
            if (stage == EdgeStage.Score && faulty)
            {
                faulty = false;
                throw new InvalidOperationException("A fault put here by a test.");
            }
        });

        var (first, second) = (await scene.AskAsync(), await scene.AskAsync());

        Assert.Equal((200, "StageFault"), (first.Status, first.Ours("Weir-Unscored")));
        Assert.DoesNotContain("Weir-Score", first.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("1", second.Ours("Weir-Score"));
        Assert.Equal(1, scene.Gateway.Telemetry.EdgeErrors(EdgeStage.Score));
        Assert.Equal(1, scene.Gateway.EdgeErrors());
        Assert.Equal(1, scene.Gateway.Telemetry.Unscored(UnscoredReason.StageFault));
    }

    [Fact]
    public async Task TheNode_TellsWhatScores()
    {
        await using var scene = await ScoringScene.StartAsync();
        var plan = ScoringScene.Shipped;

        Assert.Equal(
            new ScoringState(
                plan.Features.Count, plan.Model.Trees.TreeCount, plan.Evaluator.Choice.Kind.Name(),
                plan.Evaluator.Choice.Why),
            scene.Gateway.Node.Scoring);
    }
}
