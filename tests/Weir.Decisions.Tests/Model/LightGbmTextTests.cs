using System.Text;
using Weir.Decisions.Model;
using Weir.Decisions.Model.LightGbm;

namespace Weir.Decisions.Tests.Model;

public sealed class LightGbmTextTests
{
    private const string Small = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=1
        objective=binary sigmoid:1
        feature_names=x y
        feature_infos=[0:1] [0:1]
        tree_sizes=1 1

        Tree=0
        num_leaves=3
        num_cat=1
        split_feature=0 1
        split_gain=2 1
        threshold=0.5 0
        decision_type=10 9
        left_child=-1 -2
        right_child=1 -3
        leaf_value=-1 0.5 2
        leaf_weight=1 1 1
        leaf_count=6 1 3
        internal_value=0 0
        internal_weight=0 0
        internal_count=10 4
        cat_boundaries=0 1
        cat_threshold=6
        is_linear=0
        shrinkage=1


        Tree=1
        num_leaves=1
        num_cat=0
        split_feature=
        threshold=
        leaf_value=0.25
        shrinkage=1


        end of trees

        feature_importances:
        x=1

        parameters:
        [boosting: gbdt]
        end of parameters
        """;

    [Fact]
    public void Reads_Trees_Categories_AndMeans()
    {
        var model = Read(Small).Match(model => model, error => throw new InvalidDataException(error.Text()));
        Assert.Equal(["x", "y"], model.FeatureNames);
        Assert.Equal(2, model.TreeCount);
        Assert.Equal([-1, 0.5, 2, 0.25], model.Leaves);
        Assert.Equal([0.5, 0], model.Nodes.Select(node => node.Threshold));
        Assert.Equal([new SplitRule(10), new SplitRule(9)], model.Nodes.Select(node => node.Rule));
        Assert.Equal([6u], model.CategoryWords);
        // By rows: (1 x 0.5 + 3 x 2) / 4, and (6 x -1 + 4 x that) / 10.
        Assert.Equal([0.05, 1.625], model.Expectations.Select(mean => Math.Round(mean, 12)));
    }

    [Fact]
    public void Reads_WindowsLineEnds() =>
        Assert.True(Read(Small.Replace("\n", "\r\n", StringComparison.Ordinal)).Try(out _, out _));

    [Theory]
    [InlineData("tree\nversion", "trees\nversion", ModelFault.NotAModel, 1, null)]
    [InlineData("version=v4", "version=v3", ModelFault.UnknownVersion, 2, "version")]
    [InlineData("version=v4\n", "", ModelFault.MissingKey, 1, "version")]
    [InlineData("num_class=1", "num_class=3", ModelFault.NotSupported, 3, "num_class")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=3", ModelFault.NotSupported, 4,
        "num_tree_per_iteration")]
    [InlineData("label_index=0", "average_output", ModelFault.NotSupported, 5, "average_output")]
    [InlineData("label_index=0", "nonsense", ModelFault.BadLine, 5, null)]
    [InlineData("max_feature_idx=1", "max_feature_idx=x", ModelFault.BadNumber, 6, "max_feature_idx")]
    [InlineData("max_feature_idx=1", "max_feature_idx=2", ModelFault.BadFeatureName, 8, "feature_names")]
    [InlineData("max_feature_idx=1", "max_feature_idx=200", ModelFault.TooManyFeatures, 6, "max_feature_idx")]
    [InlineData("max_feature_idx=1", "max_feature_idx=2147483647", ModelFault.BadNumber, 6,
        "max_feature_idx")]
    [InlineData("feature_names=x y", "feature_names=x x", ModelFault.DuplicateFeature, null, "x")]
    [InlineData("Tree=0", "Tree=7", ModelFault.BadLine, 12, null)]
    [InlineData("num_leaves=3", "num_leaves=0", ModelFault.BadNumber, 13, "num_leaves")]
    [InlineData("num_leaves=3", "num_leaves=257", ModelFault.BadNumber, 13, "num_leaves")]
    [InlineData("num_leaves=3", "num_leaves=4", ModelFault.BadNumber, 21, "leaf_value")]
    [InlineData("num_leaves=3\n", "", ModelFault.MissingKey, 12, "num_leaves")]
    [InlineData("split_feature=0 1", "split_feature=0 1 1", ModelFault.BadNumber, 15, "split_feature")]
    [InlineData("split_feature=0 1", "split_feature=0", ModelFault.BadNumber, 15, "split_feature")]
    [InlineData("split_feature=0 1", "split_feature=0 2", ModelFault.FeatureOutOfRange, null, null)]
    [InlineData("threshold=0.5 0", "threshold=half 0", ModelFault.BadNumber, 17, "threshold")]
    [InlineData("threshold=0.5 0", "threshold=NaN 0", ModelFault.ThresholdNotANumber, null, null)]
    [InlineData("threshold=0.5 0", "threshold=0.5 1", ModelFault.CategoryOutOfRange, null, null)]
    [InlineData("decision_type=10 9", "decision_type=10 -1", ModelFault.BadNumber, 18, "decision_type")]
    [InlineData("decision_type=10 9", "decision_type=12 9", ModelFault.UnknownSplitRule, null, null)]
    [InlineData("left_child=-1 -2", "left_child=1 -2", ModelFault.ReachedTwice, null, null)]
    [InlineData("left_child=-1 -2", "left_child=-1 0", ModelFault.ChildOutOfRange, 19, "left_child")]
    [InlineData("left_child=-1 -2", "left_child=-1 -9", ModelFault.ChildOutOfRange, 19, "left_child")]
    [InlineData("leaf_value=-1 0.5 2", "leaf_value=-1 0.5 inf", ModelFault.LeafNotFinite, null, null)]
    [InlineData("leaf_count=6 1 3\n", "", ModelFault.MissingKey, 12, "leaf_count")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 2", ModelFault.BadNumber, 28, "cat_threshold")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=1 1", ModelFault.TooManyCategories, 27,
        "cat_boundaries")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 -1", ModelFault.TooManyCategories, 27,
        "cat_boundaries")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 999999999", ModelFault.TooManyCategories, 27,
        "cat_boundaries")]
    [InlineData("cat_threshold=6", "cat_threshold=4294967296", ModelFault.BadNumber, 28, "cat_threshold")]
    [InlineData("is_linear=0", "is_linear=1", ModelFault.NotSupported, 29, "is_linear")]
    [InlineData("shrinkage=1\n\n\nTree=1", "num_leaves=3\n\n\nTree=1", ModelFault.DuplicateKey, 30, null)]
    [InlineData("end of trees", "end of treas", ModelFault.BadLine, 42, null)]
    public void Refuses_WithTheLine(string from, string to, ModelFault fault, int? line, string? culprit)
    {
        var changed = Small.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Small, changed);
        Assert.False(Read(changed).Try(out _, out var error));
        Assert.Equal((fault, line, culprit), (error.Fault, error.Line, error.Culprit));
    }

    [Fact]
    public void Refuses_EveryEarlyEnd()
    {
        var text = Encoding.ASCII.GetBytes(Small);
        var end = Small.IndexOf("end of trees", StringComparison.Ordinal) + "end of trees".Length;
        for (var length = 0; length < end; length++)
        {
            Assert.False(LightGbmText.Read(text.AsSpan(0, length)).Try(out _, out _), $"{length} bytes");
        }

        Assert.True(LightGbmText.Read(text.AsSpan(0, end)).Try(out _, out _));
    }

    [Fact]
    public void Refuses_TooManyTrees()
    {
        var stump = new StringBuilder(Small[..Small.IndexOf("Tree=0", StringComparison.Ordinal)]);
        for (var i = 0; i <= Limits.Trees; i++)
        {
            stump.Append($"Tree={i}\nnum_leaves=1\nnum_cat=0\nleaf_value=0\n\n");
        }

        Assert.False(Read(stump.Append("end of trees\n").ToString()).Try(out _, out var error));
        Assert.Equal((ModelFault.TooManyTrees, 4_096L), (error.Fault, error.Limit));
    }

    private static Outcome<TreeEnsemble, ModelError> Read(string text) =>
        LightGbmText.Read(Encoding.ASCII.GetBytes(text));
}
