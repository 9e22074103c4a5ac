using CsCheck;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Model;

public sealed class EvaluatorTests
{
    private const int Rows = 40;

    private static readonly Gen<ForestShape> Shapes = Gen.Select(
        Gen.Int[1, 150], Gen.Int[1, 40], OneOf(1, 2, 7, 31, 32, 33, 63, 64, 65, 256),
        OneOf(1, 15, 16, 17, 32, 48, 240, 255), Gen.Bool,
        (features, trees, leaves, thresholds, categories) =>
            new ForestShape(features, trees, leaves, thresholds, categories));

    [Fact]
    public void EveryEvaluator_GivesTheBitsOfTheWalk() =>
        Gen.Select(Shapes, Gen.Int).Sample(
            (shape, seed) => Assert.Null(Difference(shape, seed)), iter: 300, threads: 1);

    /// <summary>Leaf and slot counts at which another form of an evaluator takes over.</summary>
    [Theory]
    [InlineData(12, 32)]
    [InlineData(25, 31)]
    [InlineData(50, 32)]
    [InlineData(200, 20)]
    [InlineData(12, 64)]
    [InlineData(25, 50)]
    [InlineData(50, 64)]
    [InlineData(200, 256)]
    public void EveryForm_GivesTheBitsOfTheWalk(int features, int leaves)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            Assert.Null(Difference(new ForestShape(features, 101, leaves, 60), seed));
            Assert.Null(Difference(new ForestShape(features, 101, leaves, 60, Categories: false), seed));
        }
    }

    /// <summary>
    /// Around whole blocks of sixteen; a second feature's boundaries lie behind the first one's.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(240)]
    [InlineData(255)]
    public void EveryRank_IsCounted(int thresholds)
    {
        var evaluators = Evaluators.All(Crowded(thresholds));
        Assert.Equal(Evaluators.OfThisMachine.Count, evaluators.Length);
        for (var value = -0.5f; value < thresholds + 1; value += 0.5f)
        {
            var sums = evaluators.Select(one => one.Evaluate([value, -2_000]).Margin).Distinct();
            Assert.Equal(Math.Clamp(Math.Ceiling(value), 0, thresholds), Assert.Single(sums));
        }
    }

    [Fact]
    public void TooManyThresholds_AreWalked()
    {
        // 255 boundaries of one feature fit into a byte, 256 do not.
        Assert.NotEqual(EvaluatorKind.Walk, Evaluator.For(Crowded(255)).Choice.Kind);
        var crowded = Evaluator.For(Crowded(256));
        Assert.Equal(EvaluatorKind.Walk, crowded.Choice.Kind);
        Assert.Contains("256 thresholds", crowded.Choice.Why);
        Assert.Null(Evaluator.Of(Crowded(256), EvaluatorKind.Interleaved));
    }

    [Theory]
    [InlineData(12, 31, EvaluatorKind.AllNodes512, EvaluatorKind.AllNodes256)]
    [InlineData(12, 32, EvaluatorKind.AllNodes512, EvaluatorKind.AllNodes256)]
    [InlineData(12, 33, EvaluatorKind.AllNodes512, EvaluatorKind.Interleaved)]
    [InlineData(12, 64, EvaluatorKind.AllNodes512, EvaluatorKind.Interleaved)]
    [InlineData(12, 65, EvaluatorKind.Interleaved, EvaluatorKind.Interleaved)]
    [InlineData(50, 31, EvaluatorKind.AllNodes512, EvaluatorKind.Interleaved)]
    [InlineData(200, 31, EvaluatorKind.Interleaved, EvaluatorKind.Interleaved)]
    public void TheChoice_FollowsProcessorAndShape(
        int features, int leaves, EvaluatorKind withVbmi, EvaluatorKind withAvx2)
    {
        // Each feature is seen in up to five ways, so 12 take 60 slots, 50 take 250, and 200 more than 256.
        var shape = new ForestShape(features, 200, leaves, 20, Categories: false);
        var evaluator = Evaluator.For(Evaluators.Checked(new ForestBuilder(new Random(5), shape).Draft()));
        var kinds = Evaluators.OfThisMachine;
        var expected = kinds.Contains(EvaluatorKind.AllNodes512) ? withVbmi
            : kinds.Contains(EvaluatorKind.AllNodes256) ? withAvx2
            : EvaluatorKind.Interleaved;
        Assert.Equal(expected, evaluator.Choice.Kind);
        Assert.Contains($"up to {leaves} leaves", evaluator.Choice.Why);
        Assert.Contains("slots", evaluator.Choice.Why);
    }

    [Fact]
    public void ARow_OfAnotherLength_IsTheCallersError()
    {
        var evaluator = Evaluator.For(Golden.Model("missing"));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluator.Evaluate(new float[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluator.Evaluate(new float[9]));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("categories")]
    [InlineData("full")]
    [InlineData("wide")]
    [InlineData("deep")]
    public void Evaluating_AllocatesNothing(string name)
    {
        var row = Golden.Rows(name).Last().Row;
        foreach (var evaluator in Evaluators.All(Golden.Model(name)))
        {
            // What the runtime takes once, where it compiles the loop anew, does not come again; ours would.
            var (sum, allocated) = (0.0, long.MaxValue);
            for (var round = 0; round < 4 && allocated > 0; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 1_000; i++)
                {
                    sum += evaluator.Evaluate(row).Margin;
                }

                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Assert.True(allocated == 0, $"{evaluator.Choice.Kind}: {allocated} bytes");
            Assert.True(double.IsFinite(sum));
        }
    }

    [Fact]
    public void OneEvaluator_ServesManyThreads()
    {
        foreach (var evaluator in Evaluators.All(Golden.Model("full")))
        {
            Parallel.ForEach(Enumerable.Repeat(Golden.Rows("full").ToArray(), 4), rows =>
            {
                foreach (var (score, row) in rows)
                {
                    Assert.Equal(score, BitConverter.DoubleToUInt64Bits(evaluator.Evaluate(row).Margin));
                }
            });
        }
    }

    private static Gen<int> OneOf(params int[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string? Difference(ForestShape shape, int seed)
    {
        var builder = new ForestBuilder(new Random(seed), shape);
        var model = Evaluators.Checked(builder.Draft());
        var evaluators = Evaluators.All(model);
        for (var i = 0; i < Rows; i++)
        {
            var row = builder.Row();
            var walked = BitConverter.DoubleToUInt64Bits(evaluators[0].Evaluate(row).Margin);
            var other = evaluators.FirstOrDefault(one =>
                BitConverter.DoubleToUInt64Bits(one.Evaluate(row).Margin) != walked);
            if (other is not null)
            {
                return $"{other.Choice.Kind} of {shape}, seed {seed}: [{string.Join(' ', row)}]";
            }
        }

        return null;
    }

    /// <summary>Counts how many of 0, 1, 2 and so on lie below the first feature.</summary>
    private static TreeEnsemble Crowded(int thresholds) => Evaluators.Checked(new EnsembleDraft(
        ["crowded", "behind"],
        [
            .. Enumerable.Range(0, thresholds).Select(i => Stump(0, i)),
            .. Enumerable.Range(0, 16).Select(i => Stump(1, i - 1_000)),
        ]));

    private static TreeDraft Stump(int feature, double threshold) => new(
        [new SplitDraft(feature, threshold, SplitRule.Numerical(MissingKind.None, true), ~0, ~1, 0)],
        [0, 1],
        []);

}
