using System.Collections.Immutable;

namespace Weir.Decisions.Model;

/// <summary>
/// A checked, immutable forest. Only <see cref="Create"/> makes one, so whoever has one may rely on it: every
/// child exists, every way from a root ends in a leaf, thresholds are numbers, leaves and any sum of them are
/// finite, features lie within the row, and all counts are within <see cref="Limits"/>.
/// </summary>
public sealed class TreeEnsemble
{
    private TreeEnsemble(EnsembleDraft draft)
    {
        var trees = draft.Trees.AsSpan();
        FeatureNames = draft.FeatureNames;
        Trees = new TreeSpan[trees.Length];
        var (nodes, leaves, sets, words) = Sizes(trees);
        Nodes = new TreeNode[nodes];
        Expectations = new double[nodes];
        Leaves = new double[leaves];
        Categories = new CategorySet[sets];
        CategoryWords = new uint[words];
        Flatten(trees);
    }

    /// <summary>In the order of the row.</summary>
    public ImmutableArray<string> FeatureNames { get; }

    public int FeatureCount => FeatureNames.Length;

    public int TreeCount => Trees.Length;

    internal TreeSpan[] Trees { get; }

    internal TreeNode[] Nodes { get; }

    /// <summary>Of each node, what its tree gives on average to rows that come there.</summary>
    internal double[] Expectations { get; }

    internal double[] Leaves { get; }

    internal CategorySet[] Categories { get; }

    internal uint[] CategoryWords { get; }

    internal int MostLeaves => Trees.Select(tree => tree.Leaves).Append(0).Max();

    /// <summary>Checks a draft whole; the first thing wrong is the error, with its tree and node.</summary>
    /// <param name="draft">What a file or a trainer claims.</param>
    /// <param name="features">
    /// How many features may be; at most <see cref="Limits.Ceilings.Features"/>.
    /// </param>
    public static Outcome<TreeEnsemble, ModelError> Create(
        EnsembleDraft draft, int features = Limits.Features)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return EnsembleCheck.Fault(draft, Math.Min(features, Limits.Ceilings.Features)) is { } error
            ? Outcome<TreeEnsemble, ModelError>.Fail(error)
            : Outcome<TreeEnsemble, ModelError>.Ok(new TreeEnsemble(draft));
    }

    internal ReadOnlySpan<TreeNode> NodesOf(TreeSpan tree) => Nodes.AsSpan(tree.FirstNode, tree.Nodes);

    internal ReadOnlySpan<double> LeavesOf(TreeSpan tree) => Leaves.AsSpan(tree.FirstLeaf, tree.Leaves);

    /// <summary>The words of the set that a categorical split of this tree names.</summary>
    internal ReadOnlySpan<uint> CategoriesOf(TreeSpan tree, in TreeNode node)
    {
        var set = Categories[tree.FirstCategory + (int)node.Threshold];
        return CategoryWords.AsSpan(set.FirstWord, set.Words);
    }

    private static (int Nodes, int Leaves, int Sets, int Words) Sizes(ReadOnlySpan<TreeDraft> trees)
    {
        var (leaves, sets, words) = (0, 0, 0);
        foreach (var tree in trees)
        {
            leaves += tree.Leaves.Length;
            foreach (var set in tree.Categories.AsSpan())
            {
                sets++;
                words += set.AsSpan().Length;
            }
        }

        return (leaves - trees.Length, leaves, sets, words);
    }

    private void Flatten(ReadOnlySpan<TreeDraft> trees)
    {
        var (node, leaf, set, word) = (0, 0, 0, 0);
        for (var t = 0; t < trees.Length; t++)
        {
            var tree = trees[t];
            var sets = tree.Categories.AsSpan();
            Trees[t] = new TreeSpan(node, leaf, tree.Leaves.Length, set, sets.Length);
            foreach (var split in tree.Splits.AsSpan())
            {
                Expectations[node] = split.Expectation;
                Nodes[node++] = new TreeNode(split.Threshold, (ushort)split.Feature, (short)split.Left,
                    (short)split.Right, split.Rule);
            }

            tree.Leaves.AsSpan().CopyTo(Leaves.AsSpan(leaf));
            leaf += tree.Leaves.Length;
            foreach (var words in sets)
            {
                Categories[set++] = new CategorySet(word, words.AsSpan().Length);
                words.AsSpan().CopyTo(CategoryWords.AsSpan(word));
                word += words.AsSpan().Length;
            }
        }
    }
}
