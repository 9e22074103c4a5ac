using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Scoring;

/// <summary>Rules of a site over live requests.</summary>
public sealed class RuleTests
{
    private const string NotAPerson = "not (cf.bot_management.score gt 30)";

    [Fact]
    public async Task Block_Enforced_IsAnsweredHere()
    {
        await using var scene = await WithAsync(SiteMode.Enforce, ("low", NotAPerson, RuleAction.Block));

        var told = await scene.AskAsync();

        Assert.Equal((403, null), (told.Status, told.Head));
        Assert.Equal(
            (Verdict.Block, Verdict.Block, "low"),
            (told.Decision.Verdict, told.Decision.Enforced, told.Decision.Rule));
        Assert.Equal([("low", 1L, 0L)], scene.Counts());
    }

    [Fact]
    public async Task Block_Observed_IsForwarded_AndTold()
    {
        await using var scene = await WithAsync(SiteMode.Observe, ("low", NotAPerson, RuleAction.Block));

        var told = await scene.AskHttp2Async();

        Assert.Equal((200, "block", "1"), (told.Status, told.Ours("Weir-Verdict"), told.Ours("Weir-Score")));
        Assert.Equal(
            (Verdict.Block, Verdict.Forward, "low"),
            (told.Decision.Verdict, told.Decision.Enforced, told.Decision.Rule));
    }

    [Fact]
    public async Task Allow_EndsTheRules_AndLogDoesNot()
    {
        await using var scene = await WithAsync(
            SiteMode.Enforce,
            ("noted", "true", RuleAction.Log),
            ("feed", "http.request.uri.path eq \"/feed\"", RuleAction.Allow),
            ("late", "http.request.uri.path ne \"/open\"", RuleAction.Block));

        var allowed = await scene.AskAsync("/feed");
        var blocked = await scene.AskAsync("/other");
        var logged = await scene.AskAsync("/open");

        Assert.Equal((200, "forward", "feed"), Of(allowed));
        Assert.Equal((403, null, "late"), Of(blocked));
        Assert.Equal((200, "forward", "noted"), Of(logged));
        Assert.Equal([("noted", 3L, 0L), ("feed", 1, 0), ("late", 1, 0)], scene.Counts());

        static (int, string?, string?) Of(Told told) =>
            (told.Status, told.Ours("Weir-Verdict"), told.Decision.Rule);
    }

    [Fact]
    public async Task WithoutScores_ARuleThatReadsThem_BlocksNobody_AndIsCountedMissing()
    {
        await using var scene = await ScoringScene.StartAsync(
            site => site with
            {
                Mode = SiteMode.Enforce,
                Rules = ScoringScene.Rules(
                    ("low", NotAPerson, RuleAction.Block),
                    ("admin", "http.request.uri.path eq \"/admin\"", RuleAction.Block)),
            },
            scoring: false);

        var (tool, admin) = (await scene.AskAsync(), await scene.AskAsync("/admin"));

        Assert.Equal((200, "forward", "NoRelease"),
            (tool.Status, tool.Ours("Weir-Verdict"), tool.Ours("Weir-Unscored")));
        Assert.Null(tool.Decision.Rule);
        Assert.Equal((403, "admin"), (admin.Status, admin.Decision.Rule));
        Assert.Equal([("low", 0L, 2L), ("admin", 1, 0)], scene.Counts());
    }

    [Fact]
    public async Task AfterAFaultWhileScoring_RulesOfTheRequestItselfStillHold()
    {
        await using var scene = await ScoringScene.StartAsync(
            site => site with
            {
                Mode = SiteMode.Enforce,
                Rules = ScoringScene.Rules(
                    ("low", NotAPerson, RuleAction.Block),
                    ("often", "count(\"ip\", \"1m\") gt 0", RuleAction.Block),
                    ("admin", "http.request.uri.path eq \"/admin\"", RuleAction.Block)),
            },
            entering: (stage, _) =>
            {
                if (stage == EdgeStage.Score)
                {
                    throw new InvalidOperationException("A fault put here by a test.");
                }
            });

        var (tool, admin) = (await scene.AskAsync(), await scene.AskAsync("/admin"));

        Assert.Equal((200, "StageFault"), (tool.Status, tool.Ours("Weir-Unscored")));
        Assert.Equal((403, "admin"), (admin.Status, admin.Decision.Rule));
        Assert.Equal([("low", 0L, 2L), ("often", 0, 2), ("admin", 1, 0)], scene.Counts());
        Assert.Equal(2, scene.Gateway.EdgeErrors());
    }

    [Fact]
    public async Task OnUnscored_HoldsWhereNoRuleDecided()
    {
        await using var scene = await ScoringScene.StartAsync(
            site => site with
            {
                Mode = SiteMode.Enforce,
                OnUnscored = new UnscoredPolicy(UnscoredAction.Block),
                Rules = ScoringScene.Rules(
                    ("noted", "true", RuleAction.Log),
                    ("feed", "http.request.uri.path eq \"/feed\"", RuleAction.Allow)),
            },
            scoring: false);

        Assert.Equal(200, (await scene.AskAsync("/feed")).Status);
        Assert.Equal(403, (await scene.AskAsync("/")).Status);
    }

    [Fact]
    public async Task OnUnscored_IsNotAsked_WhereThereIsAScore()
    {
        await using var scene = await ScoringScene.StartAsync(site => site with
        {
            Mode = SiteMode.Enforce,
            OnUnscored = new UnscoredPolicy(UnscoredAction.Block),
        });

        Assert.Equal(200, (await scene.AskAsync()).Status);
    }

    [Fact]
    public async Task AnExpiredRule_IsSilent()
    {
        var time = new ManualTimeProvider();
        var end = time.GetUtcNow().AddMinutes(5).UtcTicks;
        await using var scene = await ScoringScene.StartAsync(
            site => site with
            {
                Mode = SiteMode.Enforce,
                Rules = new([ScoringScene.Rule("old", "true", RuleAction.Block, end)]),
            },
            time: time);

        Assert.Equal(403, (await scene.AskAsync()).Status);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await scene.AskAsync()).Status);
        Assert.Equal([("old", 1L, 0L)], scene.Counts());
    }

    private static Task<ScoringScene> WithAsync(
        SiteMode mode, params (string Id, string When, RuleAction Then)[] rules) =>
        ScoringScene.StartAsync(site => site with { Mode = mode, Rules = ScoringScene.Rules(rules) });
}
