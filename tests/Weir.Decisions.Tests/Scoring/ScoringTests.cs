using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Tests.Signals;
using Weir.Decisions.Verdicts;
using static Weir.Decisions.Tests.Scoring.Plans;

namespace Weir.Decisions.Tests.Scoring;

public sealed class ScoringTests
{
    [Fact]
    public void Create_ADuplicateFeature_IsRefusedByName()
    {
        FeatureDefinition[] twice = [.. Two, Two[0]];

        Assert.False(ScoringPlan.Create(twice, ModelOf("header_count", "ip_rate")).Try(out _, out var fault));
        Assert.Equal(PlanFaultKind.Feature, fault.Kind);
        Assert.Equal(FeatureRefusalReason.DuplicateFeature, fault.Feature);
        Assert.Contains("header_count", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ip_rate", "header_count")]
    [InlineData("header_count", "ip_rate", "another")]
    [InlineData("header_count")]
    public void Create_OfAModelWithOtherInputs_IsRefused(params string[] inputs)
    {
        Assert.False(ScoringPlan.Create(Two, ModelOf(inputs)).Try(out _, out var fault));
        Assert.Equal(PlanFaultKind.ModelInputMismatch, fault.Kind);
    }

    [Fact]
    public void AHeuristic_DecidesWithoutTheModel()
    {
        var scorer = new RequestScorer();
        var request = new TestRequest().With("Host: a.test", "User-Agent: curl/8.5.0", "Accept: */*");
        scorer.Arrive(request, Windows(), 1_000);

        var scored = scorer.Score(Plan());

        Assert.Equal((1, ScoreSource.Heuristic, VisitorClass.LikelyBot),
            (scored.Score, scored.Source, scored.Class));
        Assert.Equal(1, scorer.Signals.Score);
    }

    [Fact]
    public void ABrowser_IsScoredByTheModel_FromWhatTheWindowsSaw()
    {
        var (scorer, windows, browser) = (new RequestScorer(), Windows(), Browsers.Chrome());
        for (var i = 0; i < 3; i++)
        {
            scorer.Arrive(browser, windows, 1_000 + i);
        }

        var scored = scorer.Score(Plan());

        Assert.Equal(ScoreSource.Model, scored.Source);
        Assert.InRange(scored.Score, 1, 99);
        Assert.Equal(3f, scorer.Vector.Values[1]);
    }

    [Fact]
    public void NotScored_IsAReason_NeverANumber()
    {
        var scored = Scored.Not(UnscoredReason.NoRelease);

        Assert.Equal((0, ScoreSource.None, VisitorClass.Unscored),
            (scored.Score, scored.Source, scored.Class));
    }

    [Fact]
    public void ARequest_OnAnEstablishedConnection_AllocatesNothing()
    {
        var (scorer, windows, plan) = (new RequestScorer(), Windows(), Plan());
        var request = Browsers.Chrome();
        for (var i = 0; i < 200; i++)
        {
            Score(i);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Score(1_000 + i);
        }

        // The bar is 128 bytes a request; one object for each would be 24,000.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000);

        void Score(int at)
        {
            scorer.Arrive(request, windows, at);
            Assert.True(scorer.Score(plan).Score > 0);
            windows.Respond(scorer.Arrival, at, 200);
            scorer.Forget();
        }
    }

    [Fact]
    public void AScorerOfThePool_ForgetsItsRequest()
    {
        var pool = new ScorerPool();
        var scorer = pool.Rent();
        scorer.Arrive(Browsers.Chrome(), Windows(), 1_000);
        scorer.Score(Plan());
        pool.Return(scorer);

        Assert.Same(scorer, pool.Rent());
        Assert.Equal((0, default(Arrival)), (scorer.Vector.Count, scorer.Arrival));
        Assert.True(double.IsNaN(scorer.Signals.Score));
        Assert.NotSame(scorer, pool.Rent());
    }

    [Fact]
    public void AnExplanation_AddsUpToTheScore()
    {
        var plan = Plan();
        float[] row = [5, float.NaN];

        var explanation = Explanation.Of(plan, row);

        Assert.NotNull(explanation);
        var score = plan.Model.Calibration.Score(plan.Evaluator.Evaluate(row));
        Assert.Equal(score, explanation.Expected + explanation.Shares.Sum(static s => s.Points), 6);
        Assert.Null(explanation.Shares.Single(static s => s.Name == "ip_rate").Value);
    }

    [Fact]
    public void TheShippedModel_CanBeUsed()
    {
        Assert.True(ShippedModel.Plan().Try(out var plan, out var fault), fault.Detail);
        Assert.InRange(plan.Features.Count, 30, Limits.Features);
        Assert.NotEqual(0, (int)plan.Evaluator.Choice.Kind);
    }
}
