using Weir.Decisions;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Decisions.Scoring;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Scoring;

public sealed class ExplainRingTests
{
    private const string OnlyFeature = "only";

    private static readonly ScoringPlan Plan = ScoringScene.Shipped;

    [Fact]
    public void TheLast_AreFound_AndOlderOnesAreNot()
    {
        var ring = new ExplainRing(3);
        for (ulong i = 1; i <= 5; i++)
        {
            ring.Put(Requests.Id(i), Plan, Row(i));
        }

        Assert.Equal(
            [null, null, 3f, 4f, 5f],
            Enumerable.Range(1, 5).Select(i => First(ring.Find(Requests.Id((ulong)i)))));
    }

    [Fact]
    public void Nothing_IsFoundInAnEmptyRing()
    {
        var ring = new ExplainRing(3);

        Assert.Null(ring.Find(Requests.Id(1)));
        Assert.Null(ring.Find(default));
    }

    [Fact]
    public void WhatIsKept_IsACopy()
    {
        var (ring, row) = (new ExplainRing(1), Row(7));
        ring.Put(Requests.Id(1), Plan, row);
        row[0] = 8;

        Assert.Equal(7f, First(ring.Find(Requests.Id(1))));
    }

    [Fact]
    public void EachRequest_IsExplainedByThePlanThatScoredIt()
    {
        var (ring, small) = (new ExplainRing(2), OfFeatures(1));
        ring.Put(Requests.Id(1), Plan, Row(1));
        ring.Put(Requests.Id(2), small, [4]);

        Assert.Equal(Plan.Features.Count, ring.Find(Requests.Id(1))?.Shares.Length);
        Assert.Equal(
            [(OnlyFeature, 4f)],
            ring.Find(Requests.Id(2))?.Shares.Select(static s => (s.Name, s.Value ?? 0)) ?? []);
    }

    [Fact]
    public void PlansOfOneModel_AreOneModel()
    {
        var ring = new ExplainRing(8);
        for (ulong i = 1; i <= 8; i++)
        {
            ring.Put(Requests.Id(i), Appended(Plan), Row(i));
        }

        Assert.Equal(
            Enumerable.Range(1, 8).Select(static i => (float?)i),
            Enumerable.Range(1, 8).Select(i => First(ring.Find(Requests.Id((ulong)i)))));
    }

    [Fact]
    public void OfModelsBeyondTheLast_NothingIsExplained()
    {
        var ring = new ExplainRing(8);
        var plans = Enumerable.Range(0, Limits.ExplainedModels).Select(static _ => OfFeatures(1)).ToArray();
        ring.Put(Requests.Id(1), Plan, Row(1));
        foreach (var plan in plans)
        {
            ring.Put(Requests.Id(2), plan, [2]);
        }

        Assert.Null(ring.Find(Requests.Id(1)));
        Assert.NotNull(ring.Find(Requests.Id(2)));

        // It runs again, as after a demotion: from now on.
        ring.Put(Requests.Id(3), Plan, Row(3));
        Assert.Equal(3f, First(ring.Find(Requests.Id(3))));
        Assert.Null(ring.Find(Requests.Id(1)));
    }

    /// <summary>A quiet node has a request or two of each release, and must not keep all of them.</summary>
    [Fact]
    public void WhatNobodyRunsAnyMore_IsLetGo()
    {
        var ring = new ExplainRing(64);
        var gone = PutAndForget(ring);
        GC.Collect();

        Assert.InRange(gone.Count(static plan => plan.IsAlive), 0, 1);
        GC.KeepAlive(ring);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference[] PutAndForget(ExplainRing ring) =>
    [
        .. Enumerable.Range(1, 20).Select(i =>
        {
            var plan = Appended(Plan);
            ring.Put(Requests.Id((ulong)i), plan, Row(i));
            return new WeakReference(plan);
        }),
    ];

    [Fact]
    public void TooManyValues_AreNotKept_AndOverwriteNobody()
    {
        var ring = new ExplainRing(2);
        ring.Put(Requests.Id(1), Plan, Row(1));
        ring.Put(Requests.Id(2), Plan, new float[Limits.Features + 1]);

        Assert.Null(ring.Find(Requests.Id(2)));
        Assert.Equal(1f, First(ring.Find(Requests.Id(1))));
    }

    [Fact]
    public void Putting_AllocatesNothing()
    {
        var (ring, row) = (new ExplainRing(4), Row(1));
        ring.Put(Requests.Id(1), Plan, row);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong i = 0; i < 100; i++)
        {
            ring.Put(Requests.Id(i), Plan, row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Values of one request never come with the id of another, whoever writes meanwhile.</summary>
    [Fact]
    public async Task ManyThreads_NeverMixRequests()
    {
        var (ring, wide) = (new ExplainRing(1), OfFeatures(Limits.Features));
        var (latest, reading) = (0ul, true);
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() =>
        {
            var row = new float[Limits.Features];
            for (var number = (ulong)writer; Volatile.Read(ref reading); number = (number + 3) % 1_000_000)
            {
                row.AsSpan().Fill(number);
                ring.Put(Requests.Id(number), wide, row);
                Volatile.Write(ref latest, number);
            }
        }, AdminRig.Ct)).ToArray();
        var mixed = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var number = Volatile.Read(ref latest);
            mixed += ring.Find(Requests.Id(number))?.Shares.Count(share => share.Value != number) ?? 0;
        }

        Volatile.Write(ref reading, false);
        await Task.WhenAll(writers);
        Assert.Equal(0, mixed);

        // Nothing is stuck: what is put now is found.
        ring.Put(Requests.Id(1), Plan, Row(1));
        Assert.Equal(1f, First(ring.Find(Requests.Id(1))));
    }

    private static float[] Row(float first)
    {
        var row = new float[Plan.Features.Count];
        row[0] = first;
        return row;
    }

    /// <summary>The value of the feature that comes first in both plans' rows.</summary>
    private static float? First(Explanation? explanation) => explanation?.Shares
        .Single(static share => share.Name is OnlyFeature || share.Name == Plan.Model.Trees.FeatureNames[0])
        .Value;

    /// <summary>Another plan of the same model, as signals make one.</summary>
    private static ScoringPlan Appended(ScoringPlan plan)
    {
        var next = plan.With(plan.Features.Features.Select(static f => f.Name).ToArray());
        Assert.True(next.Try(out var appended, out var fault), fault.Detail);
        return appended;
    }

    private static ScoringPlan OfFeatures(int count)
    {
        string[] names = [OnlyFeature, .. Enumerable.Range(1, count - 1).Select(static i => $"f{i}")];
        var split = new SplitDraft(0, 5, SplitRule.Numerical(MissingKind.NaN, true), ~0, ~1, 0);
        var made = TreeEnsemble.Create(new EnsembleDraft([.. names], [new TreeDraft([split], [-1, 1], [])]));
        Assert.True(made.Try(out var trees, out var error), error.Text());
        FeatureDefinition[] features =
            [.. names.Select(static n => new FeatureDefinition(n, FeatureType.F32, "headers.count"))];
        var plan = ScoringPlan.Create(features, new ScoringModel(trees, Plan.Model.Calibration));
        Assert.True(plan.Try(out var small, out var fault), fault.Detail);
        return small;
    }
}
