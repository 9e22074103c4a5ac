using System.Collections.Immutable;

namespace Weir.Decisions.Model;

/// <summary>One split as somebody claims it to be; nothing about it is known to hold.</summary>
/// <param name="Feature">Place of the feature in the row.</param>
/// <param name="Threshold">Values up to it go left; for categories the number of the tree's set.</param>
/// <param name="Rule">How it decides.</param>
/// <param name="Left">A split from 0, or a leaf as its complement: -1 is leaf 0.</param>
/// <param name="Right">Likewise.</param>
/// <param name="Expectation">What the tree gives on average to rows that come here; for explain only.</param>
public readonly record struct SplitDraft(
    int Feature, double Threshold, SplitRule Rule, int Left, int Right, double Expectation);

/// <summary>One tree, unchecked. Its root is split 0, or leaf 0 where there is no split.</summary>
/// <param name="Splits">One fewer than leaves.</param>
/// <param name="Leaves">What each leaf adds to the raw score.</param>
/// <param name="Categories">Sets that categorical splits name, bit by bit in words of 32.</param>
public sealed record TreeDraft(
    ImmutableArray<SplitDraft> Splits,
    ImmutableArray<double> Leaves,
    ImmutableArray<ImmutableArray<uint>> Categories);

/// <summary>A whole model, unchecked: what <see cref="TreeEnsemble.Create"/> judges.</summary>
public sealed record EnsembleDraft(ImmutableArray<string> FeatureNames, ImmutableArray<TreeDraft> Trees);
