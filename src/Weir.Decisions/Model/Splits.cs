using System.Runtime.CompilerServices;

namespace Weir.Decisions.Model;

/// <summary>
/// How one split decides, as LightGBM does for a dense row (<c>Tree::NumericalDecision</c> and
/// <c>CategoricalDecision</c> of its <c>tree.h</c>).
/// </summary>
internal static class Splits
{
    /// <summary>
    /// Values this near to zero are zero to LightGBM, which drops them when it reads a row.
    /// </summary>
    public const float ZeroZone = 1e-35f;

    private const int WordBits = 32;

    /// <summary>The child that a value leads to, as a node or the complement of a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(TreeEnsemble model, TreeSpan tree, in TreeNode node, float feature)
    {
        double value = feature;
        if (Math.Abs(value) <= ZeroZone)
        {
            value = 0;
        }

        var left = node.Rule.IsCategorical
            ? Contains(model.CategoriesOf(tree, node), value)
            : GoesLeft(node, value);
        return left ? node.Left : node.Right;
    }

    /// <summary>Missing and negative values are in no set; a fraction is cut off towards zero.</summary>
    public static bool Contains(ReadOnlySpan<uint> words, double value)
    {
        // Also false for NaN. Minus a half is cut to category 0, as it is there.
        if (!(value > -1 && value < (double)words.Length * WordBits))
        {
            return false;
        }

        var category = (int)value;
        return ((words[category / WordBits] >> (category % WordBits)) & 1) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GoesLeft(in TreeNode node, double value)
    {
        var missing = node.Rule.Missing;
        if (double.IsNaN(value))
        {
            if (missing == MissingKind.NaN)
            {
                return node.Rule.MissingGoesLeft;
            }

            value = 0;
        }

        return missing == MissingKind.Zero && value == 0
            ? node.Rule.MissingGoesLeft
            : value <= node.Threshold;
    }
}
