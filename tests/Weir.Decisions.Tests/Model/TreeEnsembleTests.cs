using System.Collections.Immutable;
using Weir.Decisions.Model;

namespace Weir.Decisions.Tests.Model;

public sealed class TreeEnsembleTests
{
    /// <summary>One way to be wrong for each row: the draft, its fault, and where.</summary>
    private static readonly Dictionary<string, (EnsembleDraft Draft, ModelError Error)> Wrong = new()
    {
        ["no features"] = (new([], [Drafts.Tree]), new(ModelFault.NoFeatures)),
        ["features never given"] = (new(default, [Drafts.Tree]), new(ModelFault.NoFeatures)),
        ["no trees"] = (Drafts.Ensemble(), new(ModelFault.NoTrees)),
        ["trees never given"] = (new(["x"], default), new(ModelFault.NoTrees)),
        ["201 features"] = (Named(201), new(ModelFault.TooManyFeatures) { Found = 201, Limit = 200 }),
        ["empty name"] = (Named("a", ""), new(ModelFault.BadFeatureName) { Found = 1, Limit = 128 }),
        ["name with a space"] = (Named("a b"), new(ModelFault.BadFeatureName) { Found = 0, Limit = 128 }),
        ["name with a letter beyond ASCII"] = (Named("gr\u00f6\u00dfe"),
            new(ModelFault.BadFeatureName) { Found = 0, Limit = 128 }),
        ["long name"] = (Named(new string('n', 129)),
            new(ModelFault.BadFeatureName) { Found = 0, Limit = 128 }),
        ["duplicate name"] = (Named("a", "b", "a"), new(ModelFault.DuplicateFeature) { Culprit = "a" }),
        ["4,097 trees"] = (Drafts.Ensemble([.. Enumerable.Repeat(Drafts.Tree, 4_097)]),
            new(ModelFault.TooManyTrees) { Found = 4_097, Limit = 4_096 }),
        ["257 leaves"] = Tree(Drafts.Comb(257),
            new(ModelFault.TooManyLeaves) { Found = 257, Limit = 256 }),
        ["no leaves"] = Tree(new([], [], []), new(ModelFault.NoLeaves)),
        ["tree never given"] = Tree(new(default, default, default), new(ModelFault.NoLeaves)),
        ["a split too few"] = Tree(Drafts.Tree with { Leaves = [1, 2, 3, 4] },
            new(ModelFault.SplitCount) { Found = 2, Limit = 3 }),
        ["feature beyond the row"] = Tree(Drafts.With(1, split => split with { Feature = 2 }),
            new(ModelFault.FeatureOutOfRange) { Node = 1, Found = 2, Limit = 2 }),
        ["negative feature"] = Tree(Drafts.With(0, split => split with { Feature = -1 }),
            new(ModelFault.FeatureOutOfRange) { Node = 0, Found = -1, Limit = 2 }),
        ["unknown missing kind"] = Tree(Drafts.With(0, split => split with { Rule = new(12) }),
            new(ModelFault.UnknownSplitRule) { Node = 0, Found = 12 }),
        ["unknown bits"] = Tree(Drafts.With(0, split => split with { Rule = new(0x12) }),
            new(ModelFault.UnknownSplitRule) { Node = 0, Found = 0x12 }),
        ["threshold NaN"] = Tree(Drafts.With(1, split => split with { Threshold = double.NaN }),
            new(ModelFault.ThresholdNotANumber) { Node = 1 }),
        ["expectation infinite"] = Tree(
            Drafts.With(1, split => split with { Expectation = double.PositiveInfinity }),
            new(ModelFault.ExpectationNotFinite) { Node = 1 }),
        ["leaf NaN"] = Tree(Drafts.Tree with { Leaves = [1, double.NaN, 0] },
            new(ModelFault.LeafNotFinite) { Node = ~1 }),
        ["leaf infinite"] = Tree(Drafts.Tree with { Leaves = [double.NegativeInfinity, 1, 0] },
            new(ModelFault.LeafNotFinite) { Node = ~0 }),
        ["child beyond the splits"] = Tree(Drafts.With(0, split => split with { Right = 2 }),
            new(ModelFault.ChildOutOfRange) { Found = 2 }),
        ["child beyond the leaves"] = Tree(Drafts.With(0, split => split with { Left = ~3 }),
            new(ModelFault.ChildOutOfRange) { Found = ~3 }),
        ["child far below"] = Tree(Drafts.With(0, split => split with { Left = int.MinValue }),
            new(ModelFault.ChildOutOfRange) { Found = int.MinValue }),
        ["own child"] = Tree(Drafts.With(0, split => split with { Right = 0 }),
            new(ModelFault.ReachedTwice) { Node = 0 }),
        ["cycle"] = Tree(Drafts.With(1, split => split with { Left = 0 }),
            new(ModelFault.ReachedTwice) { Node = 0 }),
        ["shared leaf"] = Tree(Drafts.With(1, split => split with { Right = ~1 }),
            new(ModelFault.ReachedTwice) { Node = ~1 }),
        ["split without a way to it"] = Tree(Drafts.With(0, split => split with { Right = ~2 }),
            new(ModelFault.Unreachable) { Node = 1 }),
        ["no such set"] = Tree(Drafts.Categorical(1, [7u]),
            new(ModelFault.CategoryOutOfRange) { Node = 0, Limit = 1 }),
        ["half a set"] = Tree(Drafts.Categorical(0.5, [7u]),
            new(ModelFault.CategoryOutOfRange) { Node = 0, Limit = 1 }),
        ["negative set"] = Tree(Drafts.Categorical(-1, [7u]),
            new(ModelFault.CategoryOutOfRange) { Node = 0, Limit = 1 }),
        ["infinite set"] = Tree(Drafts.Categorical(double.PositiveInfinity, [7u]),
            new(ModelFault.CategoryOutOfRange) { Node = 0, Limit = 1 }),
        ["empty set"] = Tree(Drafts.Categorical(0, ImmutableArray<uint>.Empty),
            new(ModelFault.TooManyCategories) { Found = 0, Limit = 2_048 }),
        ["set never given"] = Tree(Drafts.Categorical(0, default(ImmutableArray<uint>)),
            new(ModelFault.TooManyCategories) { Found = 0, Limit = 2_048 }),
        ["long set"] = Tree(Drafts.Categorical(0, [.. new uint[2_049]]),
            new(ModelFault.TooManyCategories) { Found = 2_049, Limit = 2_048 }),
        ["many long sets"] = (Drafts.Ensemble(
                [.. Enumerable.Repeat(Drafts.Categorical(0, [.. new uint[2_048]]), 129)]),
            new(ModelFault.TooManyCategories) { Tree = 128, Found = 264_192, Limit = 262_144 }),
        ["sum overflows"] = (
            Drafts.Ensemble(
                Drafts.Tree with { Leaves = [1e308, 0, 0] }, Drafts.Tree with { Leaves = [0, 1e308, 0] }),
            new(ModelFault.Unbounded)),
        ["second tree"] = (Drafts.Ensemble(Drafts.Tree, Drafts.Tree with { Leaves = [1, 2, double.NaN] }),
            new(ModelFault.LeafNotFinite) { Tree = 1, Node = ~2 }),
    };

    public static TheoryData<string> WrongNames => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void Refuses_AndNamesTheCulprit(string name)
    {
        var (draft, expected) = Wrong[name];
        Assert.False(TreeEnsemble.Create(draft).Try(out _, out var error));
        Assert.Equal(expected, error);
        Assert.DoesNotContain("not read", error.Text());
    }

    [Fact]
    public void Accepts_ExactlyTheLimits()
    {
        var tree = Drafts.Comb(Limits.TreeLeaves);
        Assert.Equal(256, Made(Drafts.Ensemble(tree)).MostLeaves);
        Assert.Equal(4_096, Made(Drafts.Ensemble([.. Enumerable.Repeat(Drafts.Tree, 4_096)])).TreeCount);
        Assert.Equal(200, Made(Named(200)).FeatureCount);
    }

    [Fact]
    public void Features_MayBeMore_UpToTheCeiling()
    {
        Assert.True(TreeEnsemble.Create(Named(1_024), 1_024).Try(out _, out _));
        Assert.False(TreeEnsemble.Create(Named(1_025), int.MaxValue).Try(out _, out var error));
        Assert.Equal(1_024, error.Limit);
    }

    [Fact]
    public void InfiniteThresholds_AreNumbers() =>
        Made(Drafts.Ensemble(Drafts.With(0, split => split with { Threshold = double.PositiveInfinity })));

    [Fact]
    public void AnError_ReadsAsOneLine()
    {
        var error = new ModelError(ModelFault.LeafNotFinite) { Tree = 3, Node = ~7 };
        Assert.Equal("a leaf is not finite, tree 3, leaf 7", error.Text());
        error = new ModelError(ModelFault.TooManyFeatures)
        {
            Found = 201, Limit = 200, Line = 6, Culprit = "n",
        };
        Assert.Equal("too many features 'n', found 201, limit 200, line 6", error.Text());
    }

    [Fact]
    public void EveryFault_HasWords()
    {
        foreach (var fault in Enum.GetValues<ModelFault>().Where(fault => fault != ModelFault.Unset))
        {
            Assert.NotEqual("not read", fault.Text());
        }
    }

    private static TreeEnsemble Made(EnsembleDraft draft) => Evaluators.Checked(draft);

    private static (EnsembleDraft, ModelError) Tree(TreeDraft tree, ModelError error) =>
        (Drafts.Ensemble(tree), error with { Tree = 0 });

    private static EnsembleDraft Named(int count) =>
        Named([.. Enumerable.Range(0, count).Select(i => $"f{i}")]);

    private static EnsembleDraft Named(params string[] names) => new([.. names], [new([], [1], [])]);
}
