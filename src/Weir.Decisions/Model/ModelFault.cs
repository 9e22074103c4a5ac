namespace Weir.Decisions.Model;

/// <summary>What is wrong with a model.</summary>
[MustUse]
public enum ModelFault
{
    Unset = 0,

    // Of the whole.
    NoFeatures,
    TooManyFeatures,
    BadFeatureName,
    DuplicateFeature,
    NoTrees,
    TooManyTrees,
    TooManyCategories,

    /// <summary>The greatest leaves of all trees do not add up to a finite number.</summary>
    Unbounded,

    // Of one tree.
    NoLeaves,
    TooManyLeaves,

    /// <summary>A tree has one split fewer than leaves.</summary>
    SplitCount,
    FeatureOutOfRange,
    UnknownSplitRule,
    ThresholdNotANumber,
    ExpectationNotFinite,
    LeafNotFinite,
    ChildOutOfRange,

    /// <summary>A split or leaf is the child of two splits, or its own ancestor.</summary>
    ReachedTwice,

    /// <summary>A split or leaf that no way from the root leads to.</summary>
    Unreachable,
    CategoryOutOfRange,

    // Of the calibration.
    TooFewPoints,
    TooManyPoints,
    PointNotFinite,
    PointOutOfRange,
    PointsNotSorted,

    // Of text and bytes.
    TooLarge,
    NotAModel,
    UnknownVersion,
    Truncated,
    TrailingBytes,
    BadNumber,
    BadLine,
    MissingKey,
    DuplicateKey,

    /// <summary>
    /// Something that LightGBM can do and this gateway does not: classes, linear leaves, averages.
    /// </summary>
    NotSupported,
}
