namespace Weir.Decisions.Model;

/// <summary>Which values of a feature a split takes for missing.</summary>
public enum MissingKind
{
    /// <summary>None: a missing value counts as 0.</summary>
    None = 0,

    /// <summary>Zero and missing alike.</summary>
    Zero = 1,

    /// <summary>Missing values only.</summary>
    NaN = 2,
}

/// <summary>
/// How a split decides, in the bits of LightGBM's <c>decision_type</c>: 0 for categories, 1 for missing
/// values going left, 2 and 3 for <see cref="MissingKind"/>.
/// </summary>
public readonly record struct SplitRule(byte Bits)
{
    private const int CategoricalBit = 1;
    private const int LeftBit = 2;
    private const int MissingShift = 2;

    public static SplitRule Numerical(MissingKind missing, bool missingGoesLeft) =>
        new((byte)(((int)missing << MissingShift) | (missingGoesLeft ? LeftBit : 0)));

    public static SplitRule Categorical => new(CategoricalBit);

    /// <summary>Left are the values in a set; missing, negative and unknown ones go right.</summary>
    public bool IsCategorical => (Bits & CategoricalBit) != 0;

    public bool MissingGoesLeft => (Bits & LeftBit) != 0;

    public MissingKind Missing => (MissingKind)(Bits >> MissingShift);

    internal bool IsKnown => Bits >> MissingShift <= (int)MissingKind.NaN;
}
