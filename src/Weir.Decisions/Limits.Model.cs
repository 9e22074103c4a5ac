namespace Weir.Decisions;

/// <summary>Limits of a model, as it is read and as it runs.</summary>
public static partial class Limits
{
    /// <summary>Trees of one model.</summary>
    public const int Trees = 4_096;

    /// <summary>Leaves of one tree; its splits are one fewer.</summary>
    public const int TreeLeaves = 256;

    /// <summary>The greatest category that a split can name; larger ones go to its other side.</summary>
    public const int Category = 65_535;

    /// <summary>Words of 32 categories that all splits of one model name together.</summary>
    public const int CategoryWords = 262_144;

    /// <summary>Points of the table from raw scores to 1 to 99.</summary>
    public const int CalibrationPoints = 1_024;

    /// <summary>How far from zero a raw score of that table may lie.</summary>
    public const double CalibrationReach = 1e6;

    /// <summary>Bytes of a model as LightGBM writes it.</summary>
    public const int ModelTextBytes = 64 * 1024 * 1024;

    /// <summary>Bytes of a release's model section.</summary>
    public const int ModelSectionBytes = 64 * 1024 * 1024;
}
