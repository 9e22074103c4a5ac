using Weir.Decisions.Scoring;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests.Lifecycle;

public sealed class BootTests
{
    [Fact]
    public void Boot_SweepsKeysThatWereHalfWritten_ButNoneThatMayBeOnItsWay()
    {
        using var node = new TestNode();
        var left = Half("left.key", TimeSpan.FromMinutes(61));
        var coming = Half("coming.key", TimeSpan.FromMinutes(59));
        var before = Directory.GetFiles(node.Keys.Folder, "local-*").Order();

        node.Restart();

        Assert.Equal((false, true), (File.Exists(left), File.Exists(coming)));
        Assert.Equal(before, Directory.GetFiles(node.Keys.Folder, "local-*").Order());
        Assert.Empty(node.Desk.State.Alarms);

        string Half(string name, TimeSpan age)
        {
            var path = Path.Combine(node.Keys.Folder, $".new-{name}");
            File.WriteAllText(path, "half");
            File.SetLastWriteTimeUtc(path, (node.Clock.Now - age).UtcDateTime);
            return path;
        }
    }

    [Fact]
    public void Boot_MakesARootOnce_AndRunsWhatTheProgramBrings()
    {
        using var node = new TestNode();
        var root = node.Desk.State.Root?.Fingerprint;
        Assert.NotNull(root);
        Assert.Same(Contents.Embedded, node.Active.Scoring.Plan);
        node.Restart();
        Assert.Equal(root, node.Desk.State.Root?.Fingerprint);
        Assert.False(node.Has(DeskEventKind.RootTaken));
    }

    [Fact]
    public void Boot_TakesTheNewestProven_NeverACandidate()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Prove(node.Model());
        node.Submit(node.Signals());
        node.Restart();
        Assert.Equal((1, 1), node.Numbers);
        Assert.Null(node.Desk.State.Candidate);
        Assert.Equal(1, node.Active.Scoring.Traffic.Count);
        Assert.Equal(3, node.Desk.State.NextNumbers[Layer.Signals]);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(node.Folder.Path, "releases")).Length);
    }

    [Fact]
    public void Boot_TakesAnOlderTuple_WhereTheNewestDoesNotVerify_AndThenNone()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        var newest = node.Prove(node.Signals());
        Break(node, newest.Hash);
        node.Restart();
        Assert.Equal((0, 1), node.Numbers);
        Assert.NotNull(node.Alarm("boot"));
        Break(node, node.Active.Tuple[Layer.Signals] ?? default);
        node.Restart();
        Assert.Equal((0, 0), node.Numbers);
        Assert.Same(Contents.Embedded, node.Active.Scoring.Plan);
    }

    [Fact]
    public void Boot_WithoutAnything_ForwardsUnscored()
    {
        using var node = new TestNode { Embedded = null };
        node.Restart();
        Assert.Null(node.Active.Scoring.Plan);
    }

    [Fact]
    public void Boot_UsesWhatExpired_IfItWasProvenHere_AndWarns()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        node.Clock.Now += TimeSpan.FromDays(2);
        node.Restart();
        Assert.Equal((0, 1), node.Numbers);
        Assert.NotNull(node.Alarm("warning:signals"));
    }

    [Fact]
    public void Boot_WithoutTrust_IsAFirstOne_AndSaysSo_AndFloorsRiseToWhatIsProven()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        var replayed = node.Sign(
            Layer.Signals, 1, Contents.Signals(Contents.Two, node.Clock.Now, 9), Layer.Signals);
        File.WriteAllText(Path.Combine(node.Folder.Path, "trust", "state.json"), "{");
        node.Restart();
        Assert.Contains(node.Desk.State.History, static e =>
            e.Kind == DeskEventKind.RootTaken && e.Detail.Contains("lost", StringComparison.Ordinal));
        Assert.Equal((0, 1), node.Numbers);
        Assert.Equal(RefusalReason.Equivocation, node.Refused(replayed).Reason);
        Assert.Contains("weir keys trust", node.Alarm("trust")?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Boot_WithoutKeysAndTrust_RunsWhatTheProgramBrings()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        Directory.Delete(Path.Combine(node.Folder.Path, "keys"), recursive: true);
        Directory.Delete(Path.Combine(node.Folder.Path, "trust"), recursive: true);
        node.Restart();
        Assert.Equal((0, 0), node.Numbers);
        node.Submit(node.Signals());
    }

    [Fact]
    public void Boot_LooksAgain_AtWhatWasProvenUnderAnotherScoring()
    {
        using var node = new TestNode();
        node.Prove(node.Model());
        var store = node.Folder.Reopened();
        Assert.Equal(FileStatus.Done, store.LoadProven(out var proven, out _));
        Assert.Equal(
            FileStatus.Done,
            store.SaveProven([proven[0] with { Scoring = ScoringPlan.Version + 1 }]));
        node.Restart();
        Assert.Equal((1, 0), node.Numbers);
    }

    [Fact]
    public void Boot_DoesNotUse_WhatNeverRanTogether()
    {
        using var node = new TestNode();
        var signals = node.Prove(node.Signals());
        var model = node.Prove(node.Model(otherFeatures: true));
        var store = node.Folder.Reopened();
        Assert.Equal(FileStatus.Done, store.SaveProven(
        [
            new ProvenTuple(
                ReleaseTuple.Empty.With(Layer.Model, model.Hash).With(Layer.Signals, signals.Hash),
                ScoringPlan.Version, node.Clock.Now),
        ]));
        node.Restart();
        Assert.Equal((0, 0), node.Numbers);
    }

    [Fact]
    public void Desk_WithoutAFolder_WorksInMemory_AndSaysSo()
    {
        using var node = new TestNode();
        var desk = new ReleaseDesk(new DeskParts(
            null, node.Edge, Contents.Embedded, node.Clock, static _ => { }) { Keys = node.Keys });
        desk.Boot();
        Assert.Contains(desk.State.Alarms, static a => a.Key == "folder");
        Assert.True(desk.Submit(node.Signals()).Try(out _, out _));
        Assert.Equal(1, desk.State.Active.Number(Layer.Signals));
        Assert.True(desk.Kill("module:model", TimeSpan.FromHours(1)).Done);
    }

    [Fact]
    public void Desk_WithAnExpiredRoot_Serves_AndTakesNothing()
    {
        using var node = new TestNode();
        node.Prove(node.Signals());
        var trust = node.Folder.Reopened();
        Assert.Equal(FileStatus.Done, trust.LoadTrust(out var state, out _));
        Assert.NotNull(state);
        node.Clock.Now = state.Root.Expires + TimeSpan.FromHours(1);
        Assert.Equal(
            FileStatus.Done, trust.SaveTrust(state with { HighestTime = node.Clock.Now.AddHours(-1) }));
        node.Restart();
        Assert.Equal((0, 1), node.Numbers);
        Assert.NotNull(node.Alarm("root"));
        Assert.Equal(RefusalReason.RootChain, node.Refused(node.Signals()).Reason);
    }

    [Fact]
    public void TakeRoot_TrustsAnotherKey_AndARevokedOneNoMore()
    {
        using var node = new TestNode();
        var keys = node.Keys;
        var root = node.Desk.State.Root;
        Assert.NotNull(root);
        Assert.True(keys.Load("local-root").Try(out var signer, out _));
        Assert.True(keys.Load("local-signals").Try(out var old, out _));
        Assert.True(keys.Create("other").Try(out var other, out _));
        node.Prove(node.Signals());
        var two = LocalRoot.Adding(root, RoleKind.Signals, other.PublicKey, signer);
        Assert.Equal(2, Contents.Good(node.Desk.TakeRoot(two)).Number);
        Assert.NotNull(node.Desk.State.Root);
        var three = LocalRoot.Removing(node.Desk.State.Root, old.PublicKey, signer);
        Contents.Good(node.Desk.TakeRoot(three));
        Assert.False(node.Desk.TakeRoot(two).Try(out _, out _));
        Assert.Equal((0, 1), node.Numbers);
        Assert.Equal(RefusalReason.UnknownSigner, node.Refused(node.Signals()).Reason);
    }

    private static void Break(TestNode node, Hash256 hash)
    {
        var path = Path.Combine(node.Folder.Path, "releases", $"{hash}.weir");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
