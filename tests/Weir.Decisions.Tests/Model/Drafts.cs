using System.Collections.Immutable;
using Weir.Decisions.Model;

namespace Weir.Decisions.Tests.Model;

/// <summary>Small drafts to break in one place each.</summary>
internal static class Drafts
{
    /// <summary>
    /// Two features, one tree: x up to 1 gives -1, above it y up to 2 gives 0.5, above it 1.
    /// </summary>
    public static TreeDraft Tree { get; } = new(
        [
            new SplitDraft(0, 1, SplitRule.Numerical(MissingKind.NaN, true), ~0, 1, 0.25),
            new SplitDraft(1, 2, SplitRule.Numerical(MissingKind.None, true), ~1, ~2, 0.75),
        ],
        [-1, 0.5, 1],
        []);

    public static EnsembleDraft Ensemble(params TreeDraft[] trees) => new(["x", "y"], [.. trees]);

    public static TreeDraft With(int split, Func<SplitDraft, SplitDraft> change) =>
        Tree with { Splits = Tree.Splits.SetItem(split, change(Tree.Splits[split])) };

    public static TreeDraft Categorical(double set, params ImmutableArray<uint>[] sets) => new(
        [new SplitDraft(0, set, SplitRule.Categorical, ~0, ~1, 0)], [1, 2], [.. sets]);

    /// <summary>A comb of so many leaves.</summary>
    public static TreeDraft Comb(int leaves) => new(
        [
            .. Enumerable.Range(0, leaves - 1).Select(i => new SplitDraft(
                0, i, SplitRule.Numerical(MissingKind.None, true), ~i,
                i == leaves - 2 ? ~(i + 1) : i + 1, 0)),
        ],
        [.. Enumerable.Repeat(0.5, leaves)],
        []);

    public static Calibration Calibration { get; } = Weir.Decisions.Model.Calibration
        .Create([new(-2, 1), new(0, 40), new(3, 99)])
        .Match(made => made, error => throw new InvalidDataException(error.Text()));
}
