using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Lifecycle;

public sealed class DemotionTests
{
    [Theory]
    [InlineData(100, 0, 5, true)]
    [InlineData(100, 0, 4, false)]
    [InlineData(1_000, 0, 9, false)]
    [InlineData(1_000, 0, 10, true)]
    [InlineData(20, 2, 0, true)]
    [InlineData(19, 19, 0, false)]
    [InlineData(100, 5, 0, false)]
    [InlineData(100, 6, 0, true)]
    public void Tick_GoesBack_OnFaultsOrUnscored(int requests, int unscored, int faults, bool back)
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        node.Run(1, requests, unscored, faults);
        Assert.Equal(back, node.Has(DeskEventKind.Demoted));
        Assert.Equal((0, back ? 0 : 1), node.Numbers);
    }

    [Fact]
    public void Tick_GoesBack_ForFaultsThatComeOneByOne()
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        node.Run(5, requests: 20, faults: 1);
        Assert.True(node.Has(DeskEventKind.Demoted));
    }

    [Fact]
    public void Tick_DoesNotGoBack_ForFaultsThatAreLongPast()
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        for (var i = 0; i < 10; i++)
        {
            node.Run(1, faults: 1);
            node.Run(9);
        }

        Assert.False(node.Has(DeskEventKind.Demoted));
    }

    [Fact]
    public void Tick_DemotedOverWhatTheProgramBrings_DoesNotQuarantineItsFeatures()
    {
        using var node = new TestNode();
        node.Submit(node.Model());
        node.Run(1, requests: 100, faults: 100);

        // The same features as the embedded model's, and other trees.
        Assert.Equal((0, 0), node.Numbers);
        Assert.Contains(
            node.Desk.State.Quarantine, q => q.Why.StartsWith("trees:", StringComparison.Ordinal));
        Assert.DoesNotContain(
            node.Desk.State.Quarantine, q => q.Why.StartsWith("features:", StringComparison.Ordinal));
    }

    [Fact]
    public void Tick_GoesBack_ToTheProvenTuple_AndQuarantinesWhatIsNew_WithOneAlarm()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        var content = Contents.Signals(Contents.Two, node.Clock.Now, 77);
        node.Submit(node.Sign(Layer.Signals, node.NextNumber(Layer.Signals), content, Layer.Signals));
        node.Run(1, requests: 100, faults: 100);
        var state = node.Desk.State;
        Assert.Equal((0, 1), node.Numbers);
        Assert.Null(state.Candidate);
        Assert.Equal("demoted:signals", Assert.Single(state.Alarms).Key);
        Assert.Equal(RefusalReason.StageFaults, state.Refusals[0].Refusal.Reason);

        // The traffic alone: features and counts are alike in good ones.
        Assert.Single(state.Quarantine);
        var again = node.Sign(Layer.Signals, node.NextNumber(Layer.Signals), content, Layer.Signals);
        Assert.Equal(RefusalReason.Quarantined, node.Refused(again).Reason);
        Assert.True(node.Desk.Unquarantine(state.Quarantine[0].Hash, "looked at").Done);
        Assert.False(node.Desk.Unquarantine(state.Quarantine[0].Hash, "again").Done);
        node.Submit(node.Sign(Layer.Signals, node.NextNumber(Layer.Signals), content, Layer.Signals));
    }

    [Fact]
    public void Tick_HoldsIntake_AfterTwoDemotionsWithinTheHour_AcrossARestart()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        Demoted(node);
        node.Run(60);
        Assert.Empty(node.Desk.State.Holds);
        Demoted(node);
        Assert.Equal("node", Assert.Single(node.Desk.State.Holds).By);
        Assert.NotNull(node.Alarm("held:signals"));
        node.Restart();
        Assert.Equal((0, 1), node.Numbers);
        Assert.Equal(RefusalReason.IntakeHeld, node.Refused(node.Signals()).Reason);
        node.Submit(node.Model());
        node.Run(3_600);
        Assert.Empty(node.Desk.State.Holds);
        node.Submit(node.Signals());
    }

    [Fact]
    public void Tick_ComparesTheNextOne_WithBeforeTheBadOne()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Submit(node.Signals());
        node.Submit(node.Model());
        node.Run(1, requests: 100, unscored: 100);
        Assert.Equal((1, 1), node.Numbers);
        node.Run(1, requests: 100, unscored: 50);
        Assert.Equal((0, 1), node.Numbers);
    }

    [Fact]
    public void ActivateUnchecked_IsDemotedByTheOrdinaryRule_AndNeverProven()
    {
        using var node = new TestNode();
        node.Desk.ActivateUnchecked(Contents.Embedded, "drill");
        node.Run(1_200);
        Assert.NotNull(node.Desk.State.Candidate);
        node.Run(1, requests: 100, unscored: 100);
        Assert.Null(node.Desk.State.Candidate);
        Assert.True(node.Has(DeskEventKind.Demoted));
        Assert.Empty(node.Desk.State.Proven);
    }

    private static void Demoted(TestNode node)
    {
        node.Submit(node.Signals());
        node.Run(1, requests: 100, unscored: 100);
        Assert.Equal((0, 1), node.Numbers);
    }
}
