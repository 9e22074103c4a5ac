using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Tests.Signals;
using Weir.Decisions.Verdicts;
using static Weir.Decisions.Tests.Scoring.Plans;

namespace Weir.Decisions.Tests.Scoring;

public sealed class ScoringPlanTests
{
    [Fact]
    public void With_ItsOwnColumns_ScoresAsBefore_OverANewSet()
    {
        var plan = Plan();

        Assert.True(plan.With(["header_count", "ip_rate"]).Try(out var again, out var fault), fault.Detail);

        Assert.NotSame(plan.Features, again.Features);
        Assert.Same(plan.Model, again.Model);
        Assert.Equal(plan.Features.Features.Select(f => f.Definition),
            again.Features.Features.Select(f => f.Definition));
        Assert.Equal(Score(plan), Score(again));
    }

    [Fact]
    public void With_EveryColumnTwice_IsRefusedByName()
    {
        string[] twice = ["header_count", "ip_rate", "header_count", "ip_rate"];

        Assert.False(Plan().With(twice).Try(out _, out var fault));

        Assert.Equal((PlanFaultKind.Feature, FeatureRefusalReason.DuplicateFeature),
            (fault.Kind, fault.Feature));
        Assert.Contains("header_count", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody_knows", "header_count", "nobody_knows")]
    [InlineData("feature 1", "ip_rate", "header_count")]
    [InlineData("1 features", "header_count")]
    [InlineData("0 features")]
    public void With_OtherColumns_IsAMismatch_NamingIt(string culprit, params string[] columns)
    {
        Assert.False(Plan().With(columns).Try(out _, out var fault));

        Assert.Equal(PlanFaultKind.ModelInputMismatch, fault.Kind);
        Assert.Contains(culprit, fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void With_MoreColumnsThanAnyoneHas_EndsAtTheFirstFault()
    {
        var many = Enumerable.Range(0, 1_000_000).Select(static i => i == 0 ? "ip_rate" : "header_count");

        Assert.False(Plan().With([.. many]).Try(out _, out var fault));

        Assert.Equal(FeatureRefusalReason.DuplicateFeature, fault.Feature);
        Assert.False(Plan().With([new string('x', 1_000_000)]).Try(out _, out var long_));
        Assert.InRange(long_.Detail.Length, 1, 200);
    }

    [Fact]
    public void Unchecked_OfASetThatRefused201_LeavesRequestsUnscored_AsOverTheLimit()
    {
        var features = new FeatureSet(RequestFields.All.Catalogue);
        Assert.False(features.AppendWithNames(Distinct(Limits.Features + 1)).Try(out _, out var refusal));
        Assert.Equal(FeatureRefusalReason.Full, refusal.Reason);

        var plan = ScoringPlan.Unchecked(features, ModelOf("header_count", "ip_rate"));

        Assert.Equal(Scored.Not(UnscoredReason.FeatureLimit), Score(plan));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Limits.Features)]
    public void Unchecked_OfAnyOtherCount_LeavesRequestsUnscored(int count)
    {
        var features = new FeatureSet(RequestFields.All.Catalogue);
        Assert.True(features.AppendWithNames(Distinct(count)).Try(out _, out var refusal), refusal.Detail);
        var plan = ScoringPlan.Unchecked(features, ModelOf("header_count", "ip_rate"));

        Assert.Equal(UnscoredReason.FeatureLimit, Score(plan).Unscored);
        Assert.Null(Explanation.Of(plan, new float[count]));
    }

    private static FeatureDefinition[] Distinct(int count) =>
        [.. Enumerable.Range(0, count).Select(static i =>
            new FeatureDefinition($"f{i}", FeatureType.F32, "headers.count"))];

    private static Scored Score(ScoringPlan plan)
    {
        var scorer = new RequestScorer();
        scorer.Arrive(Browsers.Chrome(), Windows(), 1_000);
        return scorer.Score(
            new ActiveScoring(plan, TrafficTable.Empty, ScoringSwitches.None), DateTimeOffset.UnixEpoch);
    }
}
