using Weir.Decisions.Language;
using Weir.Decisions.Language.Fields;
using Weir.Fuzz.Building;
using Weir.Fuzz.Oracles;

namespace Weir.Decisions.Tests.Language;

/// <summary>
/// Expressions and requests by chance come to the same, compiled and worked out slowly by other code: the
/// grammar's precedence, both kinds of absence, and every operator and function.
/// </summary>
public sealed class OracleTests
{
    private const int Expressions = 6_000;
    private const int RequestsEach = 6;

    [Fact]
    public void Conditions_ComeToWhatTheOracleSays()
    {
        var counts = new int[3];
        for (var seed = 0; seed < Expressions; seed++)
        {
            var chance = new Random(seed);
            var maker = new ExpressionMaker(chance);
            var slow = maker.Condition(1 + (seed % 4));
            var condition = Compiled.Condition(slow.Text, SlowRequest.Catalogue);
            for (var i = 0; i < RequestsEach; i++)
            {
                var request = maker.Request();
                var expected = slow.Of(request).Truth is { } truth ? Truths.Of(truth) : Truth.Missing;
                var found = condition.Evaluate(request);
                Assert.True(expected == found,
                    $"seed {seed}: {slow.Text}\nexpected {expected}, found {found}");
                counts[(int)found]++;
            }
        }

        Assert.All(counts, static count => Assert.True(count > Expressions / 4));
    }

    [Fact]
    public void Numbers_ComeToWhatTheOracleSays()
    {
        for (var seed = 0; seed < Expressions; seed++)
        {
            var maker = new ExpressionMaker(new Random(seed));
            var slow = maker.Number(1 + (seed % 4));
            var number = Compiled.Number(slow.Text, SlowRequest.Catalogue);
            for (var i = 0; i < RequestsEach; i++)
            {
                var request = maker.Request();
                var expected = slow.Of(request) is { Value: double value } ? value : double.NaN;
                Assert.True(
                    expected.Equals(number.Evaluate(request)),
                    $"seed {seed}: {slow.Text}\nexpected {expected}, found {number.Evaluate(request)}");
            }
        }
    }

    /// <summary>What may come out is among what was said may come out, also with fields gone.</summary>
    [Fact]
    public void Possibilities_LeaveNoneOut()
    {
        for (var seed = 0; seed < Expressions; seed++)
        {
            var chance = new Random(seed);
            var maker = new ExpressionMaker(chance);
            var condition = Compiled.Condition(maker.Condition(1 + (seed % 4)).Text, SlowRequest.Catalogue);
            var gone = Enumerable.Range(0, SlowRequest.Catalogue.Fields.Length)
                .Where(field => SlowRequest.Catalogue.Fields[field].Kind is FieldKind.Computed
                    && chance.Next(2) == 0)
                .ToHashSet();
            for (var i = 0; i < RequestsEach; i++)
            {
                var whole = maker.Request();
                var request = new SlowRequest(
                    [
                        .. Enumerable.Range(0, SlowRequest.Catalogue.Fields.Length)
                            .Select(field => gone.Contains(field) ? SlowValue.Missing : whole[field]),
                    ]);
                var flag = condition.Evaluate(request) switch
                {
                    Truth.True => PossibleTruths.True,
                    Truth.False => PossibleTruths.False,
                    Truth.Missing => PossibleTruths.Missing,
                    _ => PossibleTruths.Missing,
                };
                Assert.True(
                    (condition.PossibleWithout(gone) & flag) != 0,
                    $"seed {seed}: {condition.Text}\n{condition.PossibleWithout(gone)} without {flag}");

                // Where nothing asks for presence, losing fields only makes a result missing.
                if (condition.ProbedFields.IsEmpty && flag is not PossibleTruths.Missing)
                {
                    Assert.Equal(condition.Evaluate(request), condition.Evaluate(whole));
                }
            }
        }
    }
}
