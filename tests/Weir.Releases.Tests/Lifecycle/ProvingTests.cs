using Weir.Decisions;
using Weir.Releases.Content;
using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Lifecycle;

public sealed class ProvingTests
{
    [Fact]
    public void Submit_PutsItInForce_AsACandidate()
    {
        using var node = new TestNode();
        var taken = node.Submit(node.Signals());
        Assert.False(taken.Waiting);
        Assert.Equal((0, 1), node.Numbers);
        Assert.Equal(taken.Hash, node.Desk.State.Candidate?.Hash);
        Assert.Same(node.Active, node.Edge.Given[^1]);
        Assert.Empty(node.Desk.State.Proven);
        Assert.Equal(1, node.Active.Scoring.Traffic.Count);
    }

    [Theory]
    [InlineData(59, 20, false)]
    [InlineData(60, 20, true)]
    [InlineData(60, 16, false)]
    [InlineData(599, 0, false)]
    [InlineData(600, 0, true)]
    public void Tick_Proves_AfterTimeAndRequests_OrAfterLonger(int seconds, int requests, bool proven)
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        node.Run(seconds, requests);
        Assert.Equal(proven, node.Desk.State.Candidate is null);
        Assert.Equal(proven, node.Has(DeskEventKind.Proven));
        Assert.Equal(proven ? 1 : 0, node.Desk.State.Proven.Length);
    }

    [Fact]
    public void Tick_BeginsAnew_AfterAFault()
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        node.Run(50);
        node.Run(1, faults: 1);
        node.Run(59);
        Assert.NotNull(node.Desk.State.Candidate);
        node.Run(1);
        Assert.Null(node.Desk.State.Candidate);
    }

    [Fact]
    public void Tick_DoesNotProve_WhatLeavesMoreUnscored_ButTooFewToGoBack()
    {
        using var node = new TestNode();
        node.Run(60);
        node.Submit(node.Signals());
        node.Run(120, requests: 100, unscored: 2);
        Assert.NotNull(node.Desk.State.Candidate);
        Assert.False(node.Has(DeskEventKind.Demoted));
    }

    /// <summary>Else it would be neither, and keep every later release waiting.</summary>
    [Fact]
    public void Tick_GoesBack_WhereMoreIsUnscoredForAsLongAsAProofMayTake()
    {
        using var node = new TestNode();
        node.Run(60);
        node.Submit(node.Signals());
        node.Run(599, requests: 100, unscored: 2);
        Assert.NotNull(node.Desk.State.Candidate);
        node.Run(61, requests: 100, unscored: 2);
        Assert.Null(node.Desk.State.Candidate);
        Assert.True(node.Has(DeskEventKind.Demoted));
    }

    [Fact]
    public void Tick_Proves_WhatWasUnscoredBeforeAsOften()
    {
        using var node = new TestNode();
        node.Run(60, requests: 100, unscored: 20);
        node.Submit(node.Signals());
        node.Run(60, requests: 100, unscored: 20);
        Assert.True(node.Has(DeskEventKind.Proven));
    }

    [Theory]
    [InlineData("layer:signals")]
    [InlineData("module:traffic")]
    [InlineData("module:scoring")]
    public void Tick_DoesNotProve_WhatNobodySees(string target)
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        Assert.True(node.Desk.Kill(target, TimeSpan.FromHours(2)).Done);
        node.Run(700);
        Assert.NotNull(node.Desk.State.Candidate);
    }

    [Fact]
    public void Submit_Waits_BehindACandidate_AndOnlyTheNewestOfALayer()
    {
        using var node = new TestNode();
        node.Submit(node.Model());
        Assert.True(node.Submit(node.Signals()).Waiting);
        Assert.True(node.Submit(node.Signals()).Waiting);
        Assert.Equal((1, 0), node.Numbers);
        Assert.Equal(2, node.Desk.State.Waiting[Layer.Signals]);
        Assert.Equal(3, node.Desk.State.NextNumbers[Layer.Signals]);
        Assert.True(node.Has(DeskEventKind.Superseded));
        node.Run(60);
        Assert.Equal((1, 2), node.Numbers);
        Assert.Empty(node.Desk.State.Waiting);
        Assert.Equal(Layer.Signals, node.Desk.State.Candidate?.Layer);
    }

    [Fact]
    public void Submit_OfTheSameThatWaits_KeepsItsPlace()
    {
        using var node = new TestNode();
        var waits = node.Signals();
        node.Submit(node.Model());
        var first = node.Submit(waits);
        Assert.Equal(first, node.Submit(waits));
        Assert.Empty(node.Desk.State.Refusals);
        node.Run(60);
        Assert.Equal((1, 1), node.Numbers);
    }

    [Fact]
    public void Submit_OfALayerThatNobodyRunsYet_IsRefusedAtOnce_AlsoBehindACandidate()
    {
        using var node = new TestNode();
        node.Submit(node.Model());
        var policy = node.Sign(
            Layer.Policy, 1, ContentWriter.Policy("- id: shop\n  hosts: [\"*\"]\n"u8), Layer.Policy);
        Assert.Equal(RefusalReason.UnknownLayer, node.Refused(policy).Reason);
    }

    [Fact]
    public void Submit_RefusesAnOlderOne_ThanTheOneThatWaits_UnderItsLayer()
    {
        using var node = new TestNode();
        var (first, second) = (node.Signals(), node.Signals());
        node.Submit(node.Model());
        node.Submit(second);
        Assert.Equal(RefusalReason.Replayed, node.Refused(first).Reason);
        Assert.Equal(Layer.Signals, node.Desk.State.Refusals[0].Layer);
        Assert.NotNull(node.Alarm("refused:signals"));
    }

    [Fact]
    public void Submit_OfAModelWithOtherFeatures_TakesSignalsOut()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Prove(node.Model(otherFeatures: true));
        Assert.Equal((1, 0), node.Numbers);
        Assert.Equal(0, node.Active.Scoring.Traffic.Count);
        Assert.Equal(RefusalReason.ModelInputMismatch, node.Refused(node.Signals()).Reason);
    }

    [Fact]
    public void Submit_OfAModelWithTheSameFeatures_KeepsSignals()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Submit(node.Model());
        Assert.Equal((1, 1), node.Numbers);
        Assert.Equal(1, node.Active.Scoring.Traffic.Count);
        Assert.NotSame(Contents.Embedded.Model, node.Active.Scoring.Plan?.Model);
    }

    [Fact]
    public void Refusals_LeaveWhatRuns_AndRaiseOneAlarm()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        var before = node.Active;
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(RefusalReason.DuplicateFeature, node.Refused(node.BadSignals()).Reason);
        }

        Assert.Same(before, node.Active);
        Assert.Equal(12, Assert.Single(node.Desk.State.Alarms).Count);
        Assert.Equal(12, node.Desk.State.Refusals.Length);
        Assert.Equal(
            12, Directory.GetFiles(Path.Combine(node.Folder.Path, "refused"), "*.weir").Length);
        node.Run(3_600, requests: 0);
        Assert.Empty(node.Desk.State.Alarms);
    }

    [Fact]
    public void Refusals_OfWhatCannotBeRead_NameTheFileThatWasSetAside()
    {
        using var node = new TestNode();
        Assert.Equal(Gate.Read, node.Refused([1, 2, 3]).Gate);
        Assert.NotNull(node.Alarm("refused:unreadable"));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(node.Folder.Path, "refused"), "*.weir"));
        Assert.Equal($"{node.Desk.State.Refusals[0].Hash}.weir", Path.GetFileName(file));
    }

    [Fact]
    public void Refusals_AndHistory_AreBounded()
    {
        using var node = new TestNode();
        for (var i = 0; i < Limits.DeskHistory + 10; i++)
        {
            Assert.Equal(Gate.Read, node.Refused([(byte)i, (byte)(i >> 8)]).Gate);
        }

        Assert.Equal(Limits.DeskHistory, node.Desk.State.History.Length);
        Assert.Equal(Limits.DeskRefusals, node.Desk.State.Refusals.Length);
    }

    [Fact]
    public void Submit_RefusesWhatWasRefusedOrTaken_UnderItsNumberAgain()
    {
        using var node = new TestNode();
        var bundle = node.Signals();
        node.Submit(bundle);
        Assert.Equal(RefusalReason.Replayed, node.Refused(bundle).Reason);
        Assert.Equal(RefusalReason.RoleNotAllowed, node.Refused(node.Signals(Layer.Model)).Reason);
    }
}
