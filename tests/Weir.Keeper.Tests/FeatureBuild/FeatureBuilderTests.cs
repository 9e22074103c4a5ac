using Weir.Decisions;
using Weir.Events.Transport;
using Weir.Keeper.FeatureBuild;
using Weir.Keeper.Tests.Support;
using Weir.Releases;
using Weir.Releases.Content;
using Weir.Releases.Trust;

namespace Weir.Keeper.Tests.FeatureBuild;

public sealed class FeatureBuilderTests
{
    private static readonly NodeState State = new(ScratchStore.Three, 0, 4, true);

    [Fact]
    public async Task Builds_ASignedRelease_ThatTheNodesReaderTakes()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(
            new Told(scratch.Now.AddMinutes(-3)) { Features = [1, float.NaN, 3] },
            new Told(scratch.Now.AddMinutes(-2)));
        using var key = SigningKey.Create();
        Assert.NotNull(key);

        var built = ScratchStore.Good(
            new FeatureBuilder(scratch.Store, ColumnsQuery.Careful, scratch.Time).Build(State, key));

        Assert.Equal(4, built.Number);
        var plan = ScratchStore.Good(CheckPlan.Of(ScratchStore.Three.Features));
        var content = Assert.IsType<SignalsContent>(ScratchStore.Good(BundleMaker.Look(built.Bundle, plan)));
        Assert.Equal(["b.two", "a_one", "c3"], content.Features.Select(static f => f.Name));
        Assert.Equal([0, 0.5f, 0], content.Features.Select(static f => f.Missing));
        Assert.Equal(1, content.Traffic.Count);
        Assert.Equal([1L, 1L], content.Counts.Select(static c => c.Rows));
    }

    [Fact]
    public async Task TheIncident_AReplicaAttached_CareQueryDoesNotSeeIt_CarelessIsRefusedByName()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now.AddMinutes(-2)));
        ScratchStore.Good(scratch.Store.AttachReplica("r0"));
        using var key = SigningKey.Create();
        Assert.NotNull(key);

        ScratchStore.Good(
            new FeatureBuilder(scratch.Store, ColumnsQuery.Careful, scratch.Time).Build(State, key));
        var refusal = ScratchStore.Bad(
            new FeatureBuilder(scratch.Store, ColumnsQuery.Careless, scratch.Time).Build(State, key));

        Assert.Equal(RefusalReason.DuplicateFeature, refusal.Reason);
        Assert.Contains("a_one, b.two, c3", refusal.Detail, StringComparison.Ordinal);

        ScratchStore.Good(scratch.Store.Detach("r0"));
        ScratchStore.Good(
            new FeatureBuilder(scratch.Store, ColumnsQuery.Careless, scratch.Time).Build(State, key));
    }

    [Fact]
    public async Task TheIncident_OnTheShippedSet_FourReplicas_NamesTenAndTheLimit()
    {
        await using var scratch = new ScratchStore();
        Assert.True(Decisions.Features.ShippedFeatures.Read().Try(out var shipped, out _));
        var columns = new Events.Schema.FeatureColumns(5, shipped);
        ScratchStore.Good(scratch.Store.Describe(columns));
        for (var i = 0; (i + 1) * shipped.Length <= Limits.Features; i++)
        {
            ScratchStore.Good(scratch.Store.AttachReplica($"r{i}"));
        }

        var refusal = ScratchStore.Bad(new FeatureBuilder(scratch.Store, ColumnsQuery.Careless, scratch.Time)
            .Measure(shipped, scratch.Now));

        Assert.Equal(RefusalReason.DuplicateFeature, refusal.Reason);
        Assert.Contains($"this program holds {Limits.Features}", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("more;", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesWhatDoesNotJoin_ByName()
    {
        var set = ScratchStore.Three.Features;
        ColumnRow[] good = [new("@id", "VARCHAR"), new("a_one", "FLOAT"), new("b.two", "FLOAT"), new("c3", "FLOAT")];
        Assert.True(FeatureJoin.Join(good, set).Try(out _, out _));

        Expect([.. good, new("x9", "FLOAT")], RefusalReason.UnknownFeature, "x9");
        Expect([.. good[..3]], RefusalReason.MissingFeature, "c3");
        Expect([.. good, new("c3", "FLOAT")], RefusalReason.DuplicateFeature, "c3");
        Expect([.. good[..3], new("c3", "VARCHAR")], RefusalReason.BadFeature, "c3 (VARCHAR)");
        Expect(
            [.. Enumerable.Range(0, Limits.Features + 1).Select(static i => new ColumnRow($"f{i}", "FLOAT"))],
            RefusalReason.TooManyFeatures, $"{Limits.Features + 1} features");

        void Expect(ColumnRow[] rows, RefusalReason reason, string culprit)
        {
            var refusal = ScratchStore.Bad(FeatureJoin.Join(rows, set));
            Assert.Equal(reason, refusal.Reason);
            Assert.Contains(culprit, refusal.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task BuildsNothing_WithoutScoredTraffic_OrWhileTheLayerIsHeld()
    {
        await using var scratch = new ScratchStore();
        scratch.Append(new Told(scratch.Now.AddHours(-2)));
        using var key = SigningKey.Create();
        Assert.NotNull(key);
        var builder = new FeatureBuilder(scratch.Store, ColumnsQuery.Careful, scratch.Time);

        Assert.Equal(BuildRefusalKind.NoTraffic, ScratchStore.Bad(builder.Build(State, key)).Kind);
        Assert.Equal(
            BuildRefusalKind.IntakeHeld,
            ScratchStore.Bad(builder.Build(State with { SignalsIntake = false }, key)).Kind);
    }

    [Fact]
    public async Task CountsOnlyWholeMinutes_ThatEndedLongEnoughAgo()
    {
        await using var scratch = new ScratchStore();
        var minute = new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);
        scratch.Append(
            new Told(minute.AddMinutes(-61)), new Told(minute.AddMinutes(-60)), new Told(minute.AddSeconds(-1)),
            new Told(minute.AddSeconds(-0.5)), new Told(minute.AddSeconds(1)));
        var builder = new FeatureBuilder(scratch.Store, ColumnsQuery.Careful, scratch.Time);

        var whole = ScratchStore.Good(builder.Measure(ScratchStore.Three.Features, minute.AddSeconds(5)));
        Assert.Equal(minute, whole.Measured);
        var last = minute.ToUnixTimeSeconds() / 60;
        Assert.Equal([new MinuteRows(last - 60, 1), new MinuteRows(last - 1, 2)], whole.Counts);

        var before = ScratchStore.Good(builder.Measure(ScratchStore.Three.Features, minute.AddSeconds(4)));
        Assert.Equal(minute.AddMinutes(-1), before.Measured);
    }

    [Fact]
    public void BackOff_DoublesWithEachRefusal_UpToAnHour_AndSaysOnlyChanges()
    {
        var backOff = new BuildBackOff();
        var waits = new List<double>();
        var said = new List<bool>();
        for (var i = 0; i < 6; i++)
        {
            said.Add(backOff.Ended("DuplicateFeature", refused: true));
            waits.Add(backOff.Wait.TotalMinutes);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
        Assert.Equal([true, false, false, false, false, false], said);
        Assert.True(backOff.Ended("", refused: false));
        Assert.Equal(Limits.FeatureBuildEvery, backOff.Wait);
    }
}
