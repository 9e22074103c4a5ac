using System.Collections.Frozen;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Tests.Language;
using Weir.Decisions.Verdicts;

namespace Weir.Decisions.Tests.Verdicts;

public sealed class RuleSetTests
{
    private const long Now = 1_000;

    [Fact]
    public void FirstThatAllowsOrBlocks_Decides_AndLaterOnesAreNotAsked()
    {
        var set = Set(
            ("a", "http.host eq \"x\"", RuleAction.Block), ("b", "ssl", RuleAction.Allow),
                ("c", "true", RuleAction.Block));
        var tally = new RuleTally(3);

        var outcome = set.Evaluate(Request("""{"ssl": true}"""), Now, tally);

        Assert.Equal(("b", Verdict.Forward, 0), (outcome.Decided?.Id, outcome.Verdict, outcome.Missing));
        Assert.Equal([0L, 1, 0], Enumerable.Range(0, 3).Select(tally.Fired));
    }

    [Fact]
    public void Logging_IsNoted_AndDecidesNothing()
    {
        var set =
            Set(("a", "true", RuleAction.Log), ("b", "true", RuleAction.Log),
                ("c", "true", RuleAction.Block));

        var outcome = set.Evaluate(Request("{}"), Now);
        var none = Set(("a", "true", RuleAction.Log)).Evaluate(Request("{}"), Now);

        Assert.Equal(("c", "a", Verdict.Block), (outcome.Decided?.Id, outcome.Logged?.Id, outcome.Verdict));
        Assert.Equal((null, "a", Verdict.Unset), (none.Decided, none.Logged?.Id, none.Verdict));
    }

    [Fact]
    public void ARuleThatIsOff_IsNeitherAskedNorCounted()
    {
        var set = Set(
            ("a", "true", RuleAction.Block), ("b", "bot.score lt 30", RuleAction.Block),
                ("c", "ssl", RuleAction.Allow));
        var tally = new RuleTally(3);

        var outcome = set.Evaluate(Request("""{"ssl": true}"""), Now, tally, Off("a", "b", "of another"));
        var all = set.Evaluate(Request("""{"ssl": true}"""), Now, null, Off("a", "b", "c"));

        Assert.Equal(("c", 0), (outcome.Decided?.Id, outcome.Missing));
        Assert.Equal([0L, 0, 1], Enumerable.Range(0, 3).Select(tally.Fired));
        Assert.Equal(0, tally.Missing(1));
        Assert.Equal(default, all);
    }

    [Fact]
    public void WithAnotherRulesIdentifierOff_EveryRuleIsAsked()
    {
        var set = Set(("a", "true", RuleAction.Block));

        Assert.Equal("a", set.Evaluate(Request("{}"), Now, null, Off("A", "b")).Decided?.Id);
        Assert.Equal("a", set.Evaluate(Request("{}"), Now, null, Off()).Decided?.Id);
    }

    [Fact]
    public void Missing_IsCounted_AndNeverFires()
    {
        var set = Set(
            ("a", "not (bot.score gt 30)", RuleAction.Block), ("b", "bot.score lt 30", RuleAction.Log),
            ("c", "http.host eq \"x\"", RuleAction.Block));
        var tally = new RuleTally(3);

        var outcome = set.Evaluate(Request("""{"http.host": "y"}"""), Now, tally);

        Assert.Equal(new RuleOutcome(null, null, 2), outcome);
        Assert.Equal([1L, 1, 0], Enumerable.Range(0, 3).Select(tally.Missing));
        Assert.Equal([0L, 0, 0], Enumerable.Range(0, 3).Select(tally.Fired));
    }

    [Fact]
    public void Expired_NeverFires_FromThatVeryMoment()
    {
        var set = new RuleSet(
            [new Rule("a", Compiled.Condition("true", TestFields.Catalogue), RuleAction.Block, Now)]);

        Assert.Equal("a", set.Evaluate(Request("{}"), Now - 1).Decided?.Id);
        Assert.Null(set.Evaluate(Request("{}"), Now).Decided);
    }

    [Fact]
    public void ARuleThatStays_GoesOnCounting_AlsoForWhoStillHasTheFormerSet()
    {
        var before = Set(
            ("a", "true", RuleAction.Log), ("b", "ssl", RuleAction.Log), ("c", "true", RuleAction.Log));
        var now = Set(
            ("new", "true", RuleAction.Log), ("c", "true", RuleAction.Log), ("a", "true", RuleAction.Log),
            ("b", "not ssl", RuleAction.Log));
        var former = new RuleTally(3);
        before.Evaluate(Request("""{"ssl": true}"""), Now, former);

        var tally = RuleTally.After(before, former, now);
        before.Evaluate(Request("{}"), Now, former);
        now.Evaluate(Request("""{"ssl": true}"""), Now, tally);

        Assert.Equal([1L, 3, 3, 0], Enumerable.Range(0, 4).Select(tally.Fired));
    }

    [Fact]
    public void Evaluating_AllocatesNothing_AlsoWithATallyOfAnotherSet()
    {
        var set = Set(
            ("a", "bot.score lt 30", RuleAction.Log), ("b", "true", RuleAction.Log),
                ("c", "true", RuleAction.Block));
        var tally = new RuleTally(1);
        var request = Request("{}");
        set.Evaluate(request, Now, tally);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            set.Evaluate(request, Now, tally);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(101, tally.Missing(0));
    }

    [Theory]
    [InlineData("ssl", ScoringLossKind.Unset)]
    [InlineData("bot.verified", ScoringLossKind.Unset)]
    [InlineData("bot.score lt 30", ScoringLossKind.NeverFires)]
    [InlineData("not (bot.score gt 30)", ScoringLossKind.NeverFires)]
    [InlineData("ssl and bot.score lt 30", ScoringLossKind.NeverFires)]
    [InlineData("ssl or bot.score lt 30", ScoringLossKind.FiresLess)]
    [InlineData("true or bot.score lt 30", ScoringLossKind.Unset)]
    [InlineData("false and bot.score lt 30", ScoringLossKind.Unset)]
    [InlineData("if(ssl, bot.score lt 30, http.host eq \"a\")", ScoringLossKind.FiresLess)]
    [InlineData("bucket(bot.score, 10, 30) in {1}", ScoringLossKind.NeverFires)]
    [InlineData("not present(bot.score)", ScoringLossKind.MayFireMore)]
    [InlineData("present(bot.score)", ScoringLossKind.NeverFires)]
    [InlineData("ssl or present(bot.score)", ScoringLossKind.MayFireMore)]
    public void WithoutScores_EachRuleThatChanges_IsListed(string expression, ScoringLossKind expected)
    {
        var losses = ScoringLoss.Of(Set(("a", expression, RuleAction.Block)));

        Assert.Equal(expected, losses.Select(static loss => loss.Kind).FirstOrDefault());
        Assert.Equal(expected is ScoringLossKind.Unset, losses.IsEmpty);
    }

    private static RuleSet Set(params (string Id, string When, RuleAction Then)[] rules) => new(
        [.. rules.Select(static rule => new Rule(
            rule.Id, Compiled.Condition(rule.When, TestFields.Catalogue), rule.Then))]);

    private static FrozenSet<string> Off(params string[] ids) => ids.ToFrozenSet(StringComparer.Ordinal);

    private static FieldSource Request(string json) => new JsonSource(TestFields.Catalogue, json);
}
