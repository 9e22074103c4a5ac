using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Lifecycle;
using Weir.Releases.Tests.Judging;
using Weir.Releases.Tests.Making;
using Weir.Releases.Trust;

namespace Weir.Releases.Tests;

/// <summary>Probe, Reconcile and Warm: between a well-formed release and its activation.</summary>
public sealed class GateTests
{
    private static readonly ImmutableArray<MinuteRows> Hour =
    [
        .. Enumerable.Range(1, 60)
            .Select(static i => new MinuteRows(ContentDraft.LastMinute - 61 + i, 1_000 + i)),
    ];

    [Fact]
    public void Passes_Model_WhoseProbesScoreAsBuilt() => Assert.Null(Pass(Probed(static s => s)));

    [Fact]
    public void Refuses_Model_WhosePatternsTakeMuchTogether_BeforeTheyDo()
    {
        // Each keeps its bounds. In a bundle of 7 KB they held a desk for 30 s and kept 850 MB.
        var features = string.Concat(Enumerable.Range(0, 60).Select(static f =>
            $"more_{f} bool " + string.Join(" or ", Enumerable.Range(0, 20).Select(static p =>
                $$"""agent.family matches r"(\w{1,5}\s?){4}zI{{p}}J$" """.TrimEnd())) + "\n"));
        var release = Verified(ContentDraft.Model.With("features", ContentDraft.Features + features).Bytes());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Validator.Validate(release, SmallModel.Plan).Refused();
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Is(Gate.Validate, RefusalReason.BadFeature, refusal);
        Assert.Contains("more_", refusal?.Detail, StringComparison.Ordinal);
        Assert.Contains(nameof(Limits.FeaturePatternMemory), refusal?.Detail, StringComparison.Ordinal);
        Assert.True(taken < 100 * 1024 * 1024, $"{taken} bytes");
    }

    [Fact]
    public void Refuses_Model_WhoseScoreDiffers() => Is(
        Gate.Probe, RefusalReason.ProbeMismatch,
        Pass(Probed(static s => s with { Score = (s.Score % 99) + 1 })));

    [Fact]
    public void Refuses_Model_WhoseRawScoreDiffersInOneBit() => Is(
        Gate.Probe, RefusalReason.ProbeMismatch, Pass(Probed(static s => s with { Raw = s.Raw ^ 1 })));

    [Fact]
    public void Refuses_Model_ThatIsSlow() => Is(
        Gate.Warm, RefusalReason.TooSlow, Pass(Probed(static s => s), time: new Clock { Step = 1 }));

    [Fact]
    public void Passes_Model_ThatIsSlowOnlyForAWhile() => Assert.Null(
        Pass(Probed(static s => s), time: new Clock { Step = 1, Steps = 25 }));

    [Theory]
    [InlineData(0, Gate.Probe)]
    [InlineData(2, Gate.Probe)]
    [InlineData(3, Gate.Warm)]
    [InlineData(16, Gate.Warm)]
    [InlineData(17, Gate.Warm)]
    public void Refuses_Model_WhosePassesTakeTooLongTogether(int steps, Gate gate)
    {
        // Both probe requests in the passes of Probe and of each of the switches, then the rounds that count.
        var refusal = Pass(Probed(static s => s), time: new Clock { Step = 6_000, After = steps });
        Is(gate, RefusalReason.TooSlow, refusal);
        Assert.Equal(
            "probe requests take more than 5 s together (limit WarmBudget)", refusal?.Detail);
    }

    [Fact]
    public void Refuses_Signals_WhosePassesTakeTooLongTogether()
    {
        var refusal = Pass(Signals(Hour), time: new Clock { Step = 6_000 });
        Is(Gate.Warm, RefusalReason.TooSlow, refusal);
        Assert.EndsWith("(limit WarmBudget)", refusal?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void APass_LeavesNothingToTheNext_AndTakesLittle()
    {
        var run = ProbeRun.Read(ProbeSet.Embedded).Must();
        var scoring = new ActiveScoring(SmallModel.Plan, TrafficTable.Empty, ScoringSwitches.None);
        var first = run.Score(scoring);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = run.Score(scoring);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(first, second);
        Assert.True(taken < 16 * 1024, $"{taken} bytes");
    }

    [Fact]
    public void Passes_Signals_WhoseRowsAreThoseThatWereCounted() => Assert.Null(Pass(Signals(Hour)));

    [Fact]
    public void Passes_Signals_OfAnHourThatThisNodeDidNotSee() =>
        Assert.Null(Pass(Signals(Hour), counted: static _ => null));

    [Fact]
    public void Passes_Signals_OfHoursWithoutTraffic() =>
        Assert.Null(Pass(
            Signals([]).With("traffic", $"{ContentDraft.Measured.ToUnixTimeSeconds()}\n"),
            counted: static _ => new MinuteCount(0, 0, 0)));

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.5)]
    [InlineData(1.02)]
    [InlineData(0.98)]
    [InlineData(0.0)]
    public void Refuses_Signals_OfAnotherNumberOfRows(double share) => Is(
        Gate.Reconcile, RefusalReason.Reconcile,
        Pass(Signals([.. Hour.Select(m => m with { Rows = (long)(m.Rows * share) })])));

    [Fact]
    public void Refuses_Signals_WithTheRowsOfAnotherHour() => Is(
        Gate.Reconcile, RefusalReason.Reconcile,
        Pass(Signals([.. Hour.Select(static m => m with { Rows = 2_061 - m.Rows })])));

    [Fact]
    public void Refuses_Signals_WithOneMinuteDoubled() => Is(
        Gate.Reconcile, RefusalReason.Reconcile,
        Pass(Signals(Hour.SetItem(30, Hour[30] with { Rows = Hour[30].Rows * 2 }))));

    [Fact]
    public void Refuses_Signals_ThatLeaveAMinuteOut() => Is(
        Gate.Reconcile, RefusalReason.Reconcile, Pass(Signals(Hour.RemoveAt(30))));

    [Fact]
    public void Passes_Signals_WithinWhatIsUncertain() => Assert.Null(Pass(
        Signals(Hour), counted: static minute =>
            Count(minute) is { } c ? new MinuteCount(c.Stored / 2, c.Stored) : null));

    [Fact]
    public void Refuses_Signals_BeyondWhatIsUncertain() => Is(
        Gate.Reconcile, RefusalReason.Reconcile, Pass(
            Signals(Hour), counted: static minute =>
                Count(minute) is { } c ? new MinuteCount(c.Stored / 2, 9) : null));

    [Theory]
    [InlineData("0.29", true)]
    [InlineData("0.31", false)]
    [InlineData("0", true)]
    public void Signals_WithMoreMissing_AreRefusedAboveFivePoints(string share, bool passes)
    {
        var before = Validated(Signals(Hour)).Content as SignalsContent;
        var columns = Made.Replaced(ContentDraft.Columns, "0.25", share);
        var refusal = Pass(Signals(Hour).With("features", columns), before: before);
        Assert.Equal(passes, refusal is null);
        Assert.True(passes || refusal?.Detail.Contains("cookie", StringComparison.Ordinal) == true);
    }

    [Theory]
    // Five minutes later in steady traffic: 1 in 12 of the rows has come since, and may be of others.
    [InlineData(5, 1, "0.37", true)]
    [InlineData(5, 1, "0.41", false)]
    // More have come than there were.
    [InlineData(5, 10, "0.62", true)]
    [InlineData(5, 10, "0.75", false)]
    // Of an hour ago nothing is left that could speak against it.
    [InlineData(60, 1, "1", true)]
    // Fewer have come, and those that are gone were the ones that had it.
    [InlineData(30, 0, "0.53", true)]
    [InlineData(30, 0, "0.57", false)]
    public void Signals_WithMoreMissing_AreExplainedByRowsThatCameOrWent(
        int minutes, int times, string share, bool passes)
    {
        var first = Hour[0].Minute;
        ImmutableArray<MinuteRows> then = [.. Enumerable.Range(0, 60).Select(i =>
            new MinuteRows(first - minutes + i, 100))];
        ImmutableArray<MinuteRows> now = [.. Enumerable.Range(0, 60).Select(i =>
            new MinuteRows(first + i, i < 60 - minutes ? 100 : 100 * times))];
        var before = Validated(Signals(Hour)).Content as SignalsContent;
        Assert.NotNull(before);

        var columns = Made.Replaced(ContentDraft.Columns, "0.25", share);
        var refusal = Pass(
            Signals(now).With("features", columns), before: before with { Counts = then },
            counted: static _ => null);

        Assert.Equal(passes, refusal is null);
    }

    [Fact]
    public void Refuses_Signals_WhereNoModelRuns() => Is(
        Gate.Validate, RefusalReason.ModelInputMismatch,
        Validator.Validate(Verified(Signals(Hour).Bytes()), null).Refused());

    [Fact]
    public void Refuses_Policy_AsOfALaterVersion() =>
        Is(Gate.Warm, RefusalReason.UnknownLayer, Pass(ContentDraft.Policy));

    [Fact]
    public void TheEmbeddedProbes_AreScoredByTheEmbeddedModel_UnderNoSwitch()
    {
        var run = ProbeRun.Read(ProbeSet.Embedded).Must();
        var plan = ShippedModel.Plan().Match(
            static p => p, static fault => throw new InvalidOperationException(fault.Detail));
        var scores = run.Score(new ActiveScoring(plan, TrafficTable.Empty, ScoringSwitches.None));
        Assert.InRange(run.Requests.Length, 12, 64);
        Assert.All(scores, static s => Assert.InRange(s.Score, 1, 99));

        // Both kinds of visitors, or a model that says one thing of everybody would pass.
        Assert.Contains(scores, static s => s.Score >= Scored.LikelyHumanFrom);
        Assert.Contains(scores, static s => s.Score < Scored.LikelyHumanFrom);
        Assert.Equal(scores, run.Score(new ActiveScoring(plan, TrafficTable.Empty, ScoringSwitches.None)));
    }

    [Fact]
    public void Duplicates_AreNamedWithTheLimit_WhereBothAreWrong()
    {
        var made = SavedFiles.Hostile.Single(static m => m.Name == "content-signals-duplicates-past-200");
        var refusal = Validator.Validate(Verified(made.Bytes), SmallModel.Plan).Refused();
        Assert.Equal(
            "there more than once: headers, cookie, os; 210 features, this program holds 200",
            refusal?.Detail);
    }

    [Theory]
    [InlineData(0, 1_024, true)]
    [InlineData(0, 1_025, false)]
    [InlineData(30_000, 700, true)]
    [InlineData(30_000, 800, false)]
    public void Signals_OfMoreRequestsThanWereThere_AreRefused(long offered, long times, bool passes)
    {
        // All requests in one row, so many for each of the 61 rows; nobody counted where 0 were offered.
        var minutes = ImmutableArray.Create(new MinuteRows(ContentDraft.LastMinute - 1, 61));
        var draft = Signals(minutes).With(
            "traffic", Made.Replaced(ContentDraft.Traffic, "1200.5", $"{(times * 61) - 12}"));
        var refusal = Pass(draft, counted: minute => offered == 0 || minute != minutes[0].Minute
            ? null : new MinuteCount(61, 0, offered));
        Assert.Equal(passes ? null : RefusalReason.Reconcile, refusal?.Reason);
    }

    private static Draft Signals(ImmutableArray<MinuteRows> minutes) => ContentDraft.Signals.With(
        "counts", string.Concat(minutes.Select(static m => $"{m.Minute}\t{m.Rows}\n")));

    private static Draft Probed(Func<ProbeScore, ProbeScore> change)
    {
        var capture = System.Text.Encoding.UTF8.GetBytes(ContentDraft.Capture);
        var probes = ProbeSet.Make(capture, SmallModel.Plan).Must();
        var expected = probes.Expected.SetItem(1, change(probes.Expected[1]));
        return ContentDraft.Model.With("expected", ModelText.Expected(expected));
    }

    private static MinuteCount? Count(long minute) =>
        Hour.FirstOrDefault(m => m.Minute == minute) is { Minute: > 0 } known
            ? new MinuteCount(known.Rows, 0)
            : null;

    private static Refusal? Pass(
        Draft draft, SignalsContent? before = null, Func<long, MinuteCount?>? counted = null,
        Clock? time = null)
    {
        var running = new ActiveScoring(SmallModel.Plan, TrafficTable.Empty, ScoringSwitches.None);
        var context = new GateContext(running, before, counted ?? Count, time ?? new Clock());
        return Gates.Pass(Validated(draft), context).Refused();
    }

    private static ValidatedRelease Validated(Draft draft) =>
        Validator.Validate(Verified(draft.Bytes()), SmallModel.Plan).Must();

    private static VerifiedRelease Verified(byte[] bytes) =>
        Verifier.Verify(Bundle.Read(bytes).Must(), World.Trust(), new VerifyContext(Judge.Now)).Must();

    private static void Is(Gate gate, RefusalReason reason, Refusal? refusal) =>
        Assert.Equal((gate, reason), (refusal?.Gate, refusal?.Reason));

    /// <summary>Stands still, or goes on by so many milliseconds each time it is asked.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _now;

        public long Step { get; init; }

        /// <summary>How often it is asked before it goes on.</summary>
        public int After { get; set; }

        /// <summary>How often it goes on before it stands still.</summary>
        public int Steps { get; set; } = int.MaxValue;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _now += After-- <= 0 && Steps-- > 0 ? Step : 0;
    }
}
