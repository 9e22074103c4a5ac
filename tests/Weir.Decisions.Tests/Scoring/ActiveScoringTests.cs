using Weir.Decisions.Language.Fields;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Tests.Signals;
using Weir.Decisions.Tests.Signals.Traffic;
using Weir.Decisions.Verdicts;
using static Weir.Decisions.Tests.Scoring.Plans;

namespace Weir.Decisions.Tests.Scoring;

public sealed class ActiveScoringTests
{
    private static readonly TestRequest Browser = Browsers.Chrome();

    private static readonly TestRequest Curl =
        new TestRequest().With("Host: a.test", "User-Agent: curl/8.5.0", "Accept: */*");

    private static readonly TrafficTable Automated =
        Rows.Table(Rows.Row(Browser.Connection.Ja4 ?? "", 0.95f));

    [Theory]
    [InlineData(ScoringSwitches.None, ScoreSource.Heuristic, UnscoredReason.None)]
    [InlineData(ScoringSwitches.Model, ScoreSource.Heuristic, UnscoredReason.None)]
    [InlineData(ScoringSwitches.Heuristics, ScoreSource.Model, UnscoredReason.None)]
    [InlineData(ScoringSwitches.Heuristics | ScoringSwitches.Model, ScoreSource.None,
        UnscoredReason.SwitchedOff)]
    [InlineData(ScoringSwitches.Scoring, ScoreSource.None, UnscoredReason.SwitchedOff)]
    [InlineData(ScoringSwitches.Rules, ScoreSource.Heuristic, UnscoredReason.None)]
    public void Switches_OnWhatAHeuristicKnows(
        ScoringSwitches off, ScoreSource source, UnscoredReason unscored)
    {
        var scored = Score(Curl, Plan(), off, out _);

        Assert.Equal((source, unscored), (scored.Source, scored.Unscored));
    }

    [Theory]
    [InlineData(ScoringSwitches.None, ScoreSource.Model, UnscoredReason.None)]
    [InlineData(ScoringSwitches.Heuristics, ScoreSource.Model, UnscoredReason.None)]
    [InlineData(ScoringSwitches.Model, ScoreSource.None, UnscoredReason.SwitchedOff)]
    [InlineData(ScoringSwitches.Scoring, ScoreSource.None, UnscoredReason.SwitchedOff)]
    public void Switches_OnWhatOnlyTheModelKnows(
        ScoringSwitches off, ScoreSource source, UnscoredReason unscored)
    {
        var scored = Score(Browser, Plan(), off, out var scorer);

        Assert.Equal((source, unscored), (scored.Source, scored.Unscored));
        Assert.Equal(source is ScoreSource.None, double.IsNaN(scorer.Signals.Score));
    }

    [Fact]
    public void WithoutAPlan_NothingIsScored_AndThatIsNoSwitch()
    {
        Assert.Equal(Scored.Not(UnscoredReason.NoRelease), Score(Curl, null, ScoringSwitches.None, out _));
        Assert.Equal(
            Scored.Not(UnscoredReason.SwitchedOff), Score(Curl, null, ScoringSwitches.Scoring, out _));
    }

    [Fact]
    public void Traffic_TakesPointsOff_AndSaysHowMany()
    {
        var alone = Score(Browser, Plan(), ScoringSwitches.Traffic, out _);
        var scored = Score(Browser, Plan(), ScoringSwitches.None, out var scorer);

        Assert.Equal(0, alone.Shift);
        Assert.Equal(Math.Max(1, alone.Score - Limits.TrafficPoints), scored.Score);
        Assert.True(scored.Shift < 0);
        Assert.Equal(scored.Score - alone.Score, scored.Shift);
        Assert.Equal((alone.Raw, scored.Score), (scored.Raw, scorer.Signals.Score));
    }

    [Fact]
    public void Traffic_LeavesAHeuristicsScoreAlone()
    {
        var request = new TestRequest(connection: Browser.Connection).With("User-Agent: curl/8.5.0");

        var scored = Score(request, Plan(), ScoringSwitches.None, out _);

        Assert.Equal((1, 0, ScoreSource.Heuristic), (scored.Score, scored.Shift, scored.Source));
    }

    [Fact]
    public void Traffic_CanBeReadByRules_AlsoWithoutAScore_ButNotSwitchedOff()
    {
        Assert.Equal(Presence.Present, Ratio(ScoringSwitches.None));
        Assert.Equal(Presence.Present, Ratio(ScoringSwitches.Scoring));
        Assert.Equal(Presence.Missing, Ratio(ScoringSwitches.Traffic));

        static Presence Ratio(ScoringSwitches off)
        {
            Score(Browser, Plan(), off, out var scorer);
            Assert.True(RequestFields.All.Catalogue.TryFind("traffic.heuristic_ratio", out var place));
            return scorer.Signals.Number(place, out _);
        }
    }

    [Fact]
    public void TheExplanation_WithTraffic_AddsUpToTheScore()
    {
        var plan = Plan();
        var scored = Score(Browser, plan, ScoringSwitches.None, out var scorer);

        var explanation = Explanation.Of(plan, scorer.Vector.Values, scored.Shift);

        Assert.NotNull(explanation);
        Assert.Equal(scored.Score, explanation.Expected + explanation.Shares.Sum(static s => s.Points), 6);
        Assert.Equal(scored.Shift,
            explanation.Shares.Single(static s => s.Name == Explanation.Traffic).Points);
    }

    [Fact]
    public void Scoring_WithTraffic_AllocatesNothing()
    {
        var (scorer, windows) = (new RequestScorer(), Windows());
        var active = new ActiveScoring(Plan(), Automated, ScoringSwitches.None);
        for (var i = 0; i < 200; i++)
        {
            One(i);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            One(1_000 + i);
        }

        // One object for each request would be 24,000.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000);

        void One(int at)
        {
            scorer.Arrive(Browser, windows, at);
            Assert.True(scorer.Score(active, Rows.Measured).Shift < 0);
            windows.Respond(scorer.Arrival, at, 200);
            scorer.Forget();
        }
    }

    private static Scored Score(
        RequestView request, ScoringPlan? plan, ScoringSwitches off, out RequestScorer scorer)
    {
        scorer = new RequestScorer();
        scorer.Arrive(request, Windows(), 1_000);
        return scorer.Score(new ActiveScoring(plan, Automated, off), Rows.Measured);
    }
}
