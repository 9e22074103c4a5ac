using Weir.Decisions;
using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Lifecycle;

/// <summary>
/// Nothing lasts for ever, whatever the traffic and the clock do; and what should last does.
/// </summary>
public sealed class LastingTests
{
    [Theory]
    [InlineData("layer:signals")]
    [InlineData("module:traffic")]
    [InlineData("module:scoring")]
    public void Switch_EndsOverACandidateThatItHides_AndThatIsProvenThen(string target)
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        Assert.True(node.Desk.Kill(target, TimeSpan.FromMinutes(10)).Done);
        node.Run(590, requests: 100);
        Assert.NotEmpty(node.Desk.State.Switches);
        node.Run(20, requests: 100);
        Assert.Empty(node.Desk.State.Switches);
        Assert.NotNull(node.Desk.State.Candidate);
        node.Run(130, requests: 100);
        Assert.Null(node.Desk.State.Candidate);
        Assert.True(node.Has(DeskEventKind.Proven));
    }

    [Fact]
    public void Candidate_WithAFaultNowAndThen_IsProvenInTheEnd_AndNobodyWaitsForEver()
    {
        using var node = new TestNode();
        node.Run(60, requests: 100);
        node.Submit(node.Model());
        Assert.True(node.Submit(node.Signals()).Waiting);
        for (var minute = 0; minute < 30; minute++)
        {
            Assert.NotNull(node.Desk.State.Candidate);
            node.Run(59, requests: 100);
            node.Run(1, requests: 100, faults: 1);
        }

        Assert.True(node.Has(DeskEventKind.Proven));
        Assert.Empty(node.Desk.State.Waiting);
    }

    [Fact]
    public void Candidate_WithFaultsThatWereNotThereBefore_TooFewAtOnce_GoesBackInTheEnd()
    {
        using var node = new TestNode();
        node.Run(60, requests: 100);
        node.Submit(node.Model());
        for (var minute = 0; minute < 31; minute++)
        {
            node.Run(54, requests: 100);
            node.Run(6, requests: 100, faults: 2);
        }

        Assert.True(node.Has(DeskEventKind.Demoted));
        Assert.Null(node.Desk.State.Candidate);
    }

    [Fact]
    public void Candidate_WithFaultsThatWereThereBeforeAsOften_IsProvenInTheEnd()
    {
        using var node = new TestNode();
        node.Run(60, requests: 1_000, faults: 5);
        node.Submit(node.Model());
        node.Run(1_799, requests: 1_000, faults: 5);
        Assert.NotNull(node.Desk.State.Candidate);
        node.Run(1, requests: 1_000, faults: 5);
        Assert.Null(node.Desk.State.Candidate);
        Assert.True(node.Has(DeskEventKind.Proven));
    }

    [Fact]
    public void Candidate_OnAQuietSite_IsDecidedByAllOfItsTime()
    {
        using var node = new TestNode();
        node.Submit(node.Model());
        for (var i = 0; i < 3; i++)
        {
            node.Run(599, requests: 0);
            node.Run(1, requests: 10, unscored: 1);
        }

        Assert.Null(node.Desk.State.Candidate);
        Assert.True(node.Has(DeskEventKind.Demoted));
    }

    [Fact]
    public void ClockSetForward_ProvesNothing()
    {
        using var node = new TestNode();
        node.Submit(node.Model());
        node.Run(1, requests: 0);
        node.Clock.Set = TimeSpan.FromHours(1);
        node.Run(1, requests: 0);
        Assert.NotNull(node.Desk.State.Candidate);
    }

    [Fact]
    public void ClockSetBack_HoldsNothingUp()
    {
        using var node = new TestNode();
        node.Submit(node.Model());
        node.Run(1, requests: 100);
        node.Clock.Set = -TimeSpan.FromDays(2);
        node.Run(60, requests: 100);
        Assert.Null(node.Desk.State.Candidate);
        Assert.True(node.Has(DeskEventKind.Proven));
    }

    [Fact]
    public void Alarm_WhoseCauseLasts_Stays()
    {
        using var node = new TestNode();
        var desk = new ReleaseDesk(
            new DeskParts(null, new FakeEdge(), Contents.Embedded, node.Clock, static _ => { })
            {
                Keys = node.Keys,
            });
        desk.Boot();
        for (var second = 0; second < 2 * Limits.AlarmKept.TotalSeconds; second++)
        {
            node.Clock.Now += TimeSpan.FromSeconds(1);
            desk.Tick();
        }

        Assert.Equal(1, Assert.Single(desk.State.Alarms, static a => a.Key == "folder").Count);
    }

    [Fact]
    public void RootThatExpiresWhileItRuns_IsAnAlarm_ForAsLongAsItIs()
    {
        using var node = new TestNode();
        Assert.Null(node.Alarm("root"));
        node.Clock.Now = node.Desk.State.Root?.Expires ?? default;
        node.Run(2);
        Assert.NotNull(node.Alarm("root"));
        node.Run((int)Limits.AlarmKept.TotalSeconds + 1, requests: 0);
        Assert.NotNull(node.Alarm("root"));
    }

    [Fact]
    public void Hold_OfAnOperator_IsNotShortenedByTheNode()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        Fault(node);
        node.Submit(node.Signals());
        Assert.True(node.Desk.Hold(Layer.Signals, TimeSpan.FromDays(7)).Done);
        node.Run(5, 100);
        node.Run(1, 100, faults: 50);
        Assert.True(node.Desk.State.Holds[0].Until > node.Clock.Now + TimeSpan.FromDays(6));

        // What the operator says last holds, also where it is less.
        Assert.True(node.Desk.Hold(Layer.Signals, TimeSpan.FromMinutes(1)).Done);
        node.Run(61);
        Assert.Empty(node.Desk.State.Holds);
    }

    [Fact]
    public void Rollback_OnAFullDisk_GoesBackAllTheSame()
    {
        using var node = new TestNode();
        var files = new SwitchedFiles();
        node.Files = files;
        node.Restart();
        node.Prove(node.Model());
        node.Prove(node.Model());
        files.IsFull = true;
        Assert.Equal(1, Contents.Good(node.Desk.Rollback(Layer.Model)).Number);
        Assert.Equal(1, node.Active.Number(Layer.Model));
    }

    [Fact]
    public void Rollback_OfSignalsThatAreOld_GoesBack_AndNothingUndoesItAtOnce()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Run(3_700);
        node.Prove(node.Signals());
        Assert.Equal(1, Contents.Good(node.Desk.Rollback(Layer.Signals)).Number);
        Assert.Equal(RefusalReason.IntakeHeld, node.Refused(node.Signals()).Reason);
    }

    [Fact]
    public void Rollback_SignedHere_IsNotUndoneAtOnce()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Prove(node.Signals());
        Assert.Equal(3, Contents.Good(node.Desk.Rollback(Layer.Signals)).Number);
        Assert.Equal(RefusalReason.IntakeHeld, node.Refused(node.Signals()).Reason);
    }

    /// <summary>The list of features is alike in every build; what was bad is the traffic.</summary>
    [Fact]
    public void DemotedSignals_DoNotKeepTheNextGoodOnesOut()
    {
        using var node = new TestNode();
        node.Submit(node.Signals());
        Fault(node);
        var quarantined = Assert.Single(node.Desk.State.Quarantine);
        Assert.StartsWith("traffic", quarantined.Why, StringComparison.Ordinal);
        node.Prove(node.Signals());
    }

    [Fact]
    public void RefusalOfWhatHadWaited_IsCounted()
    {
        using var node = new TestNode();
        node.Submit(node.Model(otherFeatures: true));
        var expiring = node.Sign(
            Layer.Signals, node.NextNumber(Layer.Signals),
            Contents.Signals(Contents.Other, node.Clock.Now, 7), Layer.Signals, TimeSpan.FromSeconds(30));
        Assert.True(node.Submit(expiring).Waiting);
        node.Run(62);
        Assert.Empty(node.Desk.State.Waiting);
        Assert.Equal(1, node.Desk.State.Refused.GetValueOrDefault((Gate.Verify, RefusalReason.Expired)));
    }

    [Fact]
    public void TrustThatCannotBeReadJustNow_IsNotWrittenOver()
    {
        using var node = new TestNode();
        var files = new SwitchedFiles();
        node.Files = files;
        node.Restart();
        node.Run(60, 100);
        node.Prove(node.Signals());
        node.Submit(node.Signals());
        Fault(node);
        var before = node.Desk.State;
        Assert.NotEmpty(before.Quarantine);

        files.Unreadable = "state.json";
        node.Restart();
        Assert.NotNull(node.Alarm("trust"));
        Assert.Equal(1, node.Active.Number(Layer.Signals));
        Assert.Equal(RefusalReason.StorageFailed, node.Refused(node.Model()).Reason);

        files.Unreadable = null;
        node.Restart();
        Assert.Equal(before.Quarantine.Length, node.Desk.State.Quarantine.Length);
        Assert.Equal(before.NextNumbers[Layer.Signals], node.Desk.State.NextNumbers[Layer.Signals]);
    }

    [Fact]
    public void TrustThatIsNone_IsPutAside()
    {
        using var node = new TestNode();
        var file = Path.Combine(node.Folder.Path, "trust", "state.json");
        File.WriteAllText(file, "{");
        node.Restart();
        Assert.Equal("{", File.ReadAllText(file + ".bad"));
        node.Prove(node.Model());
    }

    [Fact]
    public void Boot_TellsOfEveryTupleThatIsProven()
    {
        using var node = new TestNode();
        node.Prove(node.Model());
        node.Prove(node.Model());
        node.Prove(node.Signals());
        node.Restart();
        Assert.Equal(3, node.Desk.State.Proven.Length);
        Assert.Equal([2, 2, 1], node.Desk.State.Proven.Select(static p => p.Numbers[Layer.Model]));
    }

    private static void Fault(TestNode node)
    {
        node.Run(5, 100);
        node.Run(1, 100, faults: 50);
        Assert.Null(node.Desk.State.Candidate);
    }
}
