using Weir.Decisions.Scoring;

namespace Weir.Releases.Tests.Lifecycle;

public sealed class OperatorTests
{
    [Fact]
    public void Kill_IsSeenByTheNextRequest_AndSurvivesARestart()
    {
        using var node = new TestNode();
        Assert.True(node.Desk.Kill("module:model", TimeSpan.FromHours(3)).Done);
        Assert.True(node.Desk.Kill("rule:shop/login", TimeSpan.FromHours(3)).Done);
        Assert.Equal(ScoringSwitches.Model, node.Edge.Given[^1].Scoring.Off);
        Assert.Contains("shop/login", node.Edge.Given[^1].RulesOff);
        node.Restart();
        Assert.Equal(ScoringSwitches.Model, node.Edge.Given[^1].Scoring.Off);
        Assert.Contains("shop/login", node.Active.RulesOff);
    }

    [Fact]
    public void Kill_OfALayer_FallsToWhatTheProgramBrings()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Prove(node.Model(otherFeatures: false));
        Assert.True(node.Desk.Kill("layer:model", TimeSpan.FromHours(1)).Done);
        Assert.Same(Contents.Embedded.Model, node.Active.Scoring.Plan?.Model);
        Assert.Equal(1, node.Active.Scoring.Traffic.Count);
        Assert.True(node.Desk.Kill("layer:signals", TimeSpan.FromHours(1)).Done);
        Assert.Equal(0, node.Active.Scoring.Traffic.Count);
    }

    [Theory]
    [InlineData("module:everything", 60)]
    [InlineData("layer:policy", 60)]
    [InlineData("rule:shop", 60)]
    [InlineData("rule:/login", 60)]
    [InlineData("", 60)]
    [InlineData("module:model", 59)]
    [InlineData("module:model", (7 * 24 * 3_600) + 1)]
    public void Kill_Refuses_OtherTargetsAndTimes(string target, int seconds)
    {
        using var node = new TestNode();
        Assert.False(node.Desk.Kill(target, TimeSpan.FromSeconds(seconds)).Done);
        Assert.Empty(node.Desk.State.Switches);
    }

    [Fact]
    public void Switch_IsRemindedOf_AndComesBackWatched()
    {
        using var node = new TestNode();
        Assert.True(node.Desk.Kill("module:model", TimeSpan.FromHours(2)).Done);
        node.Run(3_599, requests: 0);
        Assert.Null(node.Alarm("switch:module:model"));
        node.Run(1, requests: 0);
        Assert.Contains("an hour", node.Alarm("switch:module:model")?.Detail, StringComparison.Ordinal);
        node.Run(3_300, requests: 0);
        Assert.Contains("five minutes", node.Alarm("switch:module:model")?.Detail, StringComparison.Ordinal);
        Assert.Equal(2, node.Alarm("switch:module:model")?.Count);
        node.Run(300, requests: 0);
        Assert.Empty(node.Desk.State.Switches);
        Assert.Equal(ScoringSwitches.None, node.Active.Scoring.Off);
        Assert.Null(node.Alarm("switch:module:model"));
        node.Run(30, requests: 100);
        node.Run(1, requests: 100, faults: 50);
        Assert.Equal(TimeSpan.FromHours(1), Left(node));
        Assert.Contains("off again", node.Alarm("switch:module:model")?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Switch_ThatEndedWhileTheNodeWasDown_ComesBackWatched()
    {
        using var node = new TestNode();
        Assert.True(node.Desk.Kill("module:model", TimeSpan.FromMinutes(10)).Done);
        node.Clock.Now += TimeSpan.FromHours(1);
        node.Restart();
        node.Run(1);
        Assert.Empty(node.Desk.State.Switches);
        node.Run(1, requests: 100, faults: 50);
        Assert.Equal(TimeSpan.FromHours(1), Left(node));
    }

    [Fact]
    public void Revive_WhileACandidateProvesItself_IsBlamedFirst()
    {
        using var node = new TestNode();
        Assert.True(node.Desk.Kill("module:heuristics", TimeSpan.FromHours(1)).Done);
        node.Submit(node.Signals());
        Assert.True(node.Desk.Revive("module:heuristics").Done);
        Assert.False(node.Desk.Revive("module:heuristics").Done);
        node.Run(1, requests: 100, faults: 50);
        Assert.Equal((0, 1), node.Numbers);
        Assert.Single(node.Desk.State.Switches);
        node.Run(1, requests: 100, faults: 50);
        Assert.Equal((0, 0), node.Numbers);
    }

    [Fact]
    public void Submit_Waits_WhileWhatCameBackIsWatched()
    {
        using var node = new TestNode();
        Assert.True(node.Desk.Kill("module:model", TimeSpan.FromHours(1)).Done);
        Assert.True(node.Desk.Revive("module:model").Done);
        Assert.True(node.Submit(node.Signals()).Waiting);
        node.Run(60);
        Assert.Equal((0, 1), node.Numbers);
    }

    [Fact]
    public void Hold_StopsIntake_AndIsKept_AndEnds()
    {
        using var node = new TestNode();
        Assert.True(node.Desk.Hold(Layer.Signals, TimeSpan.FromHours(1)).Done);
        Assert.False(node.Desk.Hold(Layer.Unset, TimeSpan.FromHours(1)).Done);
        Assert.False(node.Desk.Hold(Layer.Model, TimeSpan.FromDays(31)).Done);
        node.Restart();
        Assert.Equal(RefusalReason.IntakeHeld, node.Refused(node.Signals()).Reason);
        Assert.True(node.Desk.Release(Layer.Signals).Done);
        Assert.False(node.Desk.Release(Layer.Signals).Done);
        node.Submit(node.Signals());
    }

    [Fact]
    public void Rollback_PublishesOldContent_UnderANewNumber_EvenWhenHeld()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        var first = node.Active.Scoring.Traffic;
        node.Prove(node.Signals());
        Assert.True(node.Desk.Hold(Layer.Signals, TimeSpan.FromHours(1)).Done);
        Assert.Equal(3, Contents.Good(node.Desk.Rollback(Layer.Signals)).Number);
        Assert.Equal((0, 3), node.Numbers);
        Assert.True(first.TryFind("t13d1516h2_8daaf6152771_d8a2da3f94cd", out var row));
        Assert.True(node.Active.Scoring.Traffic.TryFind(row.Ja4, out var now));
        Assert.Equal(row, now);
        node.Run(60);
        node.Restart();
        Assert.Equal((0, 3), node.Numbers);
    }

    [Fact]
    public void Rollback_OfACandidate_JustTakesItBack()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Submit(node.Signals());
        Assert.Equal(1, Contents.Good(node.Desk.Rollback(Layer.Signals)).Number);
        Assert.Equal((0, 1), node.Numbers);
        Assert.Null(node.Desk.State.Candidate);
        Assert.Empty(node.Desk.State.Quarantine);
    }

    [Fact]
    public void Rollback_OfWhatOnlyWaits_TakesItBack()
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        Assert.True(node.Submit(node.Model()).Waiting);
        Assert.Equal(0, Contents.Good(node.Desk.Rollback(Layer.Model)).Number);
        Assert.Empty(node.Desk.State.Waiting);
        node.Run(180);
        Assert.Equal((0, 1), node.Numbers);
        Assert.False(node.Desk.Rollback(Layer.Model).Try(out _, out var refusal));
        Assert.Equal(RefusalReason.NothingOlder, refusal.Reason);
    }

    [Fact]
    public void Rollback_WithoutAnOlderOne_GoesToWhatTheProgramBrings_AndHolds()
    {
        using var node = new TestNode();
        Assert.False(node.Desk.Rollback(Layer.Signals).Try(out _, out _));
        node.Prove(node.Signals());
        Contents.Good(node.Desk.Rollback(Layer.Signals));
        Assert.Equal((0, 0), node.Numbers);
        Assert.Equal(Layer.Signals, Assert.Single(node.Desk.State.Holds).Layer);
        node.Run(60);
        node.Restart();
        Assert.Equal((0, 0), node.Numbers);
    }

    [Fact]
    public void Rollback_WithoutAKey_GoesToTheOlderTuple_AndHolds()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Prove(node.Signals());
        File.Delete(Path.Combine(node.Keys.Folder, "local-signals.key"));
        Contents.Good(node.Desk.Rollback(Layer.Signals));
        Assert.Equal((0, 1), node.Numbers);
        Assert.Single(node.Desk.State.Holds);
        node.Run(60);
        node.Restart();
        Assert.Equal((0, 1), node.Numbers);
    }

    [Fact]
    public void Rollback_OfAModel_TakesOutSignals_ThatDoNotFitTheOneBefore()
    {
        using var node = new TestNode();
        node.Prove(node.Model(otherFeatures: true));
        var content = Contents.Signals(Contents.Other, node.Clock.Now, 5);
        node.Prove(node.Sign(Layer.Signals, 1, content, Layer.Signals));
        Contents.Good(node.Desk.Rollback(Layer.Model));
        Assert.Equal((0, 0), node.Numbers);
    }

    private static TimeSpan Left(TestNode node) =>
        Assert.Single(node.Desk.State.Switches).Until - node.Clock.Now;
}
