namespace Weir.Decisions.Model;

internal static class ModelFaults
{
    /// <summary>A few plain words for people.</summary>
    public static string Text(this ModelFault fault) => fault switch
    {
        ModelFault.NoFeatures => "no features",
        ModelFault.TooManyFeatures => "too many features",
        ModelFault.BadFeatureName => "a feature's name is empty, too long or not printable ASCII",
        ModelFault.DuplicateFeature => "a feature is named twice",
        ModelFault.NoTrees => "no trees",
        ModelFault.TooManyTrees => "too many trees",
        ModelFault.TooManyCategories => "too many categories",
        ModelFault.Unbounded => "scores are not bounded",
        ModelFault.NoLeaves => "a tree without leaves",
        ModelFault.TooManyLeaves => "too many leaves",
        ModelFault.SplitCount => "a tree has one split fewer than leaves",
        ModelFault.FeatureOutOfRange => "no such feature",
        ModelFault.UnknownSplitRule => "unknown kind of split",
        ModelFault.ThresholdNotANumber => "a threshold is not a number",
        ModelFault.ExpectationNotFinite => "a split's expectation is not finite",
        ModelFault.LeafNotFinite => "a leaf is not finite",
        ModelFault.ChildOutOfRange => "no such child",
        ModelFault.ReachedTwice => "reached twice",
        ModelFault.Unreachable => "never reached",
        ModelFault.CategoryOutOfRange => "no such set of categories",
        ModelFault.TooFewPoints => "too few calibration points",
        ModelFault.TooManyPoints => "too many calibration points",
        ModelFault.PointNotFinite => "a calibration point is not finite",
        ModelFault.PointOutOfRange => "a calibration point is out of range",
        ModelFault.PointsNotSorted => "calibration points do not rise",
        ModelFault.TooLarge => "too large",
        ModelFault.NotAModel => "not a model",
        ModelFault.UnknownVersion => "unknown version",
        ModelFault.Truncated => "ends too early",
        ModelFault.TrailingBytes => "bytes after the end",
        ModelFault.BadNumber => "not a number of the expected kind",
        ModelFault.BadLine => "not a line of a model",
        ModelFault.MissingKey => "missing",
        ModelFault.DuplicateKey => "given twice",
        ModelFault.NotSupported => "not supported",
        ModelFault.Unset => "not read",
        _ => "not read",
    };
}
