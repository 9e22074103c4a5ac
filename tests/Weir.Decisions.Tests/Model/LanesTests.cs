using CsCheck;
using Weir.Decisions.Model.Evaluation;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Model;

/// <summary>
/// Widths that this machine would not choose are run too: vectors work on any, only slower.
/// </summary>
public sealed class LanesTests
{
    [Fact]
    public void EveryWidth_CountsAlike() =>
        Gen.Select(Gen.Float.Array[16], Gen.Float).Sample((sixteen, value) =>
        {
            AssertCount(sixteen, value);
            AssertCount(sixteen, sixteen[3]);
            AssertCount(sixteen, float.NaN);
            AssertCount([.. Enumerable.Repeat(float.PositiveInfinity, 16)], float.PositiveInfinity);
        }, threads: 1);

    [Fact]
    public void InterleavedTrees_WithTheNarrowestLanes_GiveTheBitsOfTheWalk()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var builder = new ForestBuilder(new Random(seed), new(30, 37, 60));
            var model = Evaluators.Checked(builder.Draft());
            var plan = SlotPlan.Of(model, out _);
            Assert.NotNull(plan);
            var (walk, narrow) = (new TreeWalk(model), new InterleavedTrees<Lanes128>(plan));
            for (var i = 0; i < 50; i++)
            {
                var row = builder.Row();
                Assert.Equal(BitConverter.DoubleToUInt64Bits(walk.Sum(row)),
                    BitConverter.DoubleToUInt64Bits(narrow.Sum(row)));
            }
        }
    }

    private static void AssertCount(float[] sixteen, float value)
    {
        var expected = sixteen.Count(one => one < value);
        Assert.Equal(expected, Lanes128.CountBelow(ref sixteen[0], value));
        Assert.Equal(expected, Lanes256.CountBelow(ref sixteen[0], value));
        Assert.Equal(expected, Lanes512.CountBelow(ref sixteen[0], value));
    }
}
