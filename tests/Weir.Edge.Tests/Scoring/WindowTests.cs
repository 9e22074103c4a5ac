using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Edge.Tests.Scoring;

/// <summary>What the gateway counts of visitors over time, as rules see it.</summary>
public sealed class WindowTests
{
    [Fact]
    public async Task TheRateOfAnAddress_RisesWithItsRequests_AndFallsWhenTheyEnd()
    {
        var time = new ManualTimeProvider();
        await using var scene = await ScoringScene.StartAsync(
            site => site with
            {
                Mode = SiteMode.Enforce,
                Rules = ScoringScene.Rules(("often", "count(\"ip\", \"1m\") gt 5", RuleAction.Block)),
            },
            time: time);

        var statuses = new List<int>();
        for (var i = 0; i < 7; i++)
        {
            statuses.Add((await scene.AskAsync()).Status);
        }

        Assert.Equal([200, 200, 200, 200, 200, 403, 403], statuses);
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(200, (await scene.AskAsync()).Status);
    }

    [Fact]
    public async Task WhatTheEdgeAnswers_IsNoAnswerOfTheOrigin()
    {
        await using var scene = await ScoringScene.StartAsync(
            site => site with
            {
                Mode = SiteMode.Enforce,
                Rules = ScoringScene.Rules(
                    ("closed", "http.request.uri.path eq \"/closed\"", RuleAction.Block),
                    ("none", "not present(share_4xx(\"ip\", \"10m\"))", RuleAction.Log),
                    ("many", "share_4xx(\"ip\", \"10m\") gt 0", RuleAction.Block)),
            },
            time: new ManualTimeProvider());
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(403, (await scene.AskAsync("/closed")).Status);
        }

        // Not one of the five counts as an answer; the origin's own 404 does.
        var gone = await scene.AskAsync("/gone");
        var next = await scene.AskAsync("/");

        Assert.Equal((404, "none"), (gone.Status, gone.Decision.Rule));
        Assert.Equal((403, "many"), (next.Status, next.Decision.Rule));
    }
}
