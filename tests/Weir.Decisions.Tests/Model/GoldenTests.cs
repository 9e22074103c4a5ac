using Weir.Decisions.Model;

namespace Weir.Decisions.Tests.Model;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Golden.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryEvaluator_GivesTheBitsOfLightGbm(string name)
    {
        var model = Golden.Model(name);
        var rows = Golden.Rows(name).ToArray();
        Assert.True(rows.Length > 200);
        foreach (var evaluator in Evaluators.All(model))
        {
            foreach (var (score, row) in rows)
            {
                var raw = BitConverter.DoubleToUInt64Bits(evaluator.Evaluate(row).Margin);
                Assert.True(raw == score, $"{evaluator.Choice.Kind}, [{string.Join(' ', row)}]");
            }
        }
    }

    [Fact]
    public void TheSet_HasEveryKindOfSplit()
    {
        var rules = Golden.Names.SelectMany(name => Golden.Model(name).Nodes).Select(node => node.Rule)
            .ToHashSet();
        Assert.Contains(SplitRule.Categorical, rules.Select(rule => new SplitRule((byte)(rule.Bits & 1))));
        Assert.Contains(SplitRule.Numerical(MissingKind.None, true), rules);
        Assert.Contains(SplitRule.Numerical(MissingKind.Zero, true), rules);
        Assert.Contains(SplitRule.Numerical(MissingKind.Zero, false), rules);
        Assert.Contains(SplitRule.Numerical(MissingKind.NaN, true), rules);
        Assert.Contains(SplitRule.Numerical(MissingKind.NaN, false), rules);
        Assert.Contains(Golden.Names.SelectMany(name => Golden.Model(name).Nodes),
            node => double.IsPositiveInfinity(node.Threshold));
    }

    [Fact]
    public void TheSet_ReachesEveryEvaluator()
    {
        var kinds = Golden.Names.SelectMany(name => Evaluators.All(Golden.Model(name)))
            .Select(evaluator => evaluator.Choice.Kind)
            .ToHashSet();
        Assert.Equal(Evaluators.OfThisMachine, kinds);
    }
}
