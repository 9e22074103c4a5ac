using Weir.Decisions.Scoring;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Tests.Scoring;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Weir.Releases.Lifecycle;
using Xunit;

namespace Weir.Edge.Tests.Releasing;

public sealed class ActivationTests
{
    [Fact]
    public async Task Activation_ServesTheNextRequestOfAConnection()
    {
        await using var scene = await ScoringScene.StartAsync();
        var before = await scene.AskAsync("/", ScoringScene.Chrome);
        Switch(scene, ScoringSwitches.Scoring);
        var after = await scene.AskAsync("/", ScoringScene.Chrome);

        Assert.Equal(UnscoredReason.None, before.Decision.Unscored);
        Assert.Equal(UnscoredReason.SwitchedOff, after.Decision.Unscored);
        Assert.Equal(200, after.Status);
    }

    [Fact]
    public async Task Request_ThatHadEntered_FinishesUnderWhatItEnteredWith()
    {
        ScoringScene? running = null;
        var armed = false;
        await using var scene = await ScoringScene.StartAsync(entering: (stage, _) =>
        {
            if (armed && stage == EdgeStage.Facts && running is not null)
            {
                armed = false;
                Switch(running, ScoringSwitches.Scoring);
            }
        });
        running = scene;
        armed = true;
        var entered = await scene.AskAsync("/", ScoringScene.Chrome);
        var next = await scene.AskAsync("/", ScoringScene.Chrome);

        Assert.Equal(UnscoredReason.None, entered.Decision.Unscored);
        Assert.Equal(UnscoredReason.SwitchedOff, next.Decision.Unscored);
    }

    [Fact]
    public async Task ThousandSwaps_UnderLoad_FailNoRequest()
    {
        await using var scene = await ScoringScene.StartAsync();
        var swapping = Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                Switch(scene, i % 2 == 0 ? ScoringSwitches.Model : ScoringSwitches.None);
            }
        }, TestContext.Current.CancellationToken);
        var asked = 0;
        do
        {
            var told = await scene.AskAsync("/", ScoringScene.Chrome);
            Assert.Equal(200, told.Status);
            Assert.True(told.Decision.Unscored is UnscoredReason.None or UnscoredReason.SwitchedOff);
            asked++;
        }
        while (!swapping.IsCompleted || asked < 20);

        await swapping;
        Assert.Equal(1000, scene.Gateway.Node.Active.Generation);
        Assert.Equal(0, scene.Gateway.EdgeErrors());
    }

    [Fact]
    public async Task Switches_OfModelAndHeuristics_TakeOutTheirPartOfScoring()
    {
        await using var scene = await ScoringScene.StartAsync();
        Switch(scene, ScoringSwitches.Model);
        var curl = await scene.AskAsync();
        var chrome = await scene.AskAsync("/", ScoringScene.Chrome);
        Switch(scene, ScoringSwitches.Heuristics);
        var judged = await scene.AskAsync();

        Assert.Equal(ScoreSource.Heuristic, curl.Decision.Source);
        Assert.Equal(UnscoredReason.SwitchedOff, chrome.Decision.Unscored);
        Assert.Equal(ScoreSource.Model, judged.Decision.Source);
    }

    [Fact]
    public async Task Rules_AreSwitchedOffOneByOneAndAllTogether()
    {
        await using var scene = await ScoringScene.StartAsync(site => site with
        {
            Mode = SiteMode.Enforce,
            Rules = ScoringScene.Rules(("no", "http.request.uri.path eq \"/no\"", RuleAction.Block)),
        });
        Assert.Equal(403, (await scene.AskAsync("/no")).Status);
        Activate(scene, active => active with { RulesOff = ["a/no"] });
        Assert.Equal(200, (await scene.AskAsync("/no")).Status);
        Activate(scene, active => active with { RulesOff = ["other/no"] });
        Assert.Equal(403, (await scene.AskAsync("/no")).Status);
        Switch(scene, ScoringSwitches.Rules);
        Assert.Equal(200, (await scene.AskAsync("/no")).Status);
    }

    [Fact]
    public async Task Configuration_KeepsWhatIsActive()
    {
        await using var scene = await ScoringScene.StartAsync();
        Switch(scene, ScoringSwitches.Scoring);
        scene.Gateway.Apply(Gateway.Configure(
            new LimitSettings(), Gateway.Site("a", scene.Origin.Address)));

        Assert.Equal(1, scene.Gateway.Node.Active.Generation);
        Assert.Equal(UnscoredReason.SwitchedOff, (await scene.AskAsync()).Decision.Unscored);
    }

    [Fact]
    public async Task Evidence_LeavesOutWhatWasSwitchedOff()
    {
        await using var scene = await ScoringScene.StartAsync();
        Switch(scene, ScoringSwitches.Scoring);
        await scene.AskAsync();
        Activate(
            scene, active => active with { Scoring = active.Scoring with { Plan = null, Off = default } });
        await scene.AskAsync();

        var evidence = scene.Gateway.Node.Evidence;
        Assert.Equal(2, evidence.Requests);
        Assert.Equal(1, evidence.Unscored);
        Assert.Equal(0, evidence.StageFaults);
    }

    [Fact]
    public async Task Evidence_LeavesOutWhatWasRefusedBeforeItCouldBeScored()
    {
        await using var scene = await ScoringScene.StartAsync();
        await scene.AskAsync();
        Assert.Equal(400, await RefusedAsync(scene, "Host: a.example\r\nHost: b.example\r\n"));
        Assert.Equal(421, await RefusedAsync(scene, "Host: scanned.example\r\n"));
        Activate(scene, active => active with { Scoring = active.Scoring with { Plan = null } });
        await scene.AskAsync();

        Assert.Equal(new EdgeEvidence(2, 1, 0), scene.Gateway.Node.Evidence);
    }

    /// <summary>Asks on a connection of its own, and waits until the answer is counted.</summary>
    private static async Task<int> RefusedAsync(ScoringScene scene, string fields)
    {
        var visit = await RawClient.ConnectAsync(scene.Gateway.Port);
        await visit.SendAsync($"POST / HTTP/1.1\r\n{fields}\r\n");
        var answer = await RawAnswer.ReadAsync(visit);
        visit.Close();
        Assert.NotNull(answer);
        await scene.Gateway.RecordAsync(answer.RequestId);
        return answer.Status;
    }

    private static void Switch(ScoringScene scene, ScoringSwitches off) => Activate(
        scene, active => active with { RulesOff = [], Scoring = active.Scoring with { Off = off } });

    private static void Activate(
        ScoringScene scene, Func<ActiveTuple, ActiveTuple> change)
    {
        var active = scene.Gateway.Node.Active;
        scene.Gateway.Node.Activate(change(active) with { Generation = active.Generation + 1 });
    }
}
