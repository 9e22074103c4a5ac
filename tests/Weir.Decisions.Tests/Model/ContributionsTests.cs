using CsCheck;
using Weir.Decisions.Model;
using Weir.Decisions.Model.Evaluation;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Model;

public sealed class ContributionsTests
{
    [Fact]
    public void AFeature_GetsWhatItsSplitsChange()
    {
        var model = Evaluators.Checked(Drafts.Ensemble(Drafts.Tree));
        var contributions = new double[2];
        // The root expects 0.25; x above 1 makes it 0.75, and y up to 2 makes that 0.5.
        Assert.Equal(0.25, Contributions.Explain(model, [3, 2], contributions));
        Assert.Equal([0.5, -0.25], contributions);
        // What is on no way has no part, whatever was in the array before.
        Contributions.Explain(model, [0, 2], contributions);
        Assert.Equal([-1.25, 0], contributions);
    }

    [Fact]
    public void ATreeWithoutSplits_IsExpectedAlone()
    {
        var model = Evaluators.Checked(Drafts.Ensemble(new TreeDraft([], [0.5], [])));
        Assert.Equal(0.5, Contributions.Explain(model, [1, 1], new double[2]));
    }

    [Fact]
    public void ContributionsAndExpectation_AddUpToTheRawScore() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[1, 64], Gen.Int).Sample(
            (features, trees, leaves, seed) =>
            {
                var builder = new ForestBuilder(new Random(seed), new(features, trees, leaves));
                var model = Evaluators.Checked(builder.Draft());
                var row = builder.Row();
                var contributions = new double[features];
                var sum = Contributions.Explain(model, row, contributions) + contributions.Sum();
                Assert.Equal(Evaluator.For(model).Evaluate(row).Margin, sum, 1e-9);
            },
            iter: 200, threads: 1);

    [Fact]
    public void OfATrainedModel_TheyAddUpToo()
    {
        var model = Golden.Model("categories");
        var contributions = new double[model.FeatureCount];
        foreach (var (score, row) in Golden.Rows("categories"))
        {
            var sum = Contributions.Explain(model, row, contributions) + contributions.Sum();
            Assert.Equal(BitConverter.UInt64BitsToDouble(score), sum, 1e-12);
        }
    }
}
