using System.Collections.Immutable;

namespace Weir.Decisions.Model;

/// <summary>One point of the way from raw scores to scores.</summary>
/// <param name="Raw">A raw score, within <see cref="Limits.CalibrationReach"/> of zero.</param>
/// <param name="Score">1 to 99, not necessarily whole.</param>
public readonly record struct CalibrationPoint(double Raw, double Score);

/// <summary>
/// A rising table from raw scores to 1 (certainly automated) to 99 (certainly human): straight between two
/// points, level beyond the outermost. A step, as isotonic regression makes it, is two points close together.
/// </summary>
public sealed class Calibration
{
    private const int Least = 1;
    private const int Most = 99;
    private const int FewestPoints = 2;

    private readonly CalibrationPoint[] _points;

    private Calibration(ReadOnlySpan<CalibrationPoint> points) => _points = points.ToArray();

    public ImmutableArray<CalibrationPoint> Points => [.. _points];

    internal ReadOnlySpan<CalibrationPoint> Table => _points;

    /// <summary>Raw scores must rise strictly, scores must not fall; the error says which point.</summary>
    public static Outcome<Calibration, ModelError> Create(ReadOnlySpan<CalibrationPoint> points) =>
        Fault(points) is { } error
            ? Outcome<Calibration, ModelError>.Fail(error)
            : Outcome<Calibration, ModelError>.Ok(new Calibration(points));

    /// <summary>
    /// 1 to 99, rounded to the nearest, halves upwards; never falls as the raw score rises.
    /// </summary>
    public int Score(RawScore raw)
    {
        var points = _points.AsSpan();
        var above = FirstAbove(points, raw.Margin);
        var score = above == 0 ? points[0].Score
            : above == points.Length ? points[^1].Score
            : Between(points[above - 1], points[above], raw.Margin);
        return Math.Clamp((int)Math.Floor(score + 0.5), Least, Most);
    }

    private static double Between(CalibrationPoint low, CalibrationPoint high, double raw)
    {
        var share = (raw - low.Raw) / (high.Raw - low.Raw);
        // Rounding must not lift a score over the point that ends its stretch.
        return Math.Clamp(low.Score + ((high.Score - low.Score) * share), low.Score, high.Score);
    }

    /// <summary>How many points lie at or below a raw score.</summary>
    private static int FirstAbove(ReadOnlySpan<CalibrationPoint> points, double raw)
    {
        var (low, high) = (0, points.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (points[middle].Raw <= raw)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static ModelError? Fault(ReadOnlySpan<CalibrationPoint> points)
    {
        if (points.Length < FewestPoints)
        {
            return new ModelError(ModelFault.TooFewPoints) { Found = points.Length, Limit = FewestPoints };
        }

        if (points.Length > Limits.CalibrationPoints)
        {
            return new ModelError(ModelFault.TooManyPoints)
            {
                Found = points.Length, Limit = Limits.CalibrationPoints,
            };
        }

        for (var i = 0; i < points.Length; i++)
        {
            var fault = FaultOf(points[i], i == 0 ? null : points[i - 1]);
            if (fault != ModelFault.Unset)
            {
                return new ModelError(fault) { Found = i };
            }
        }

        return null;
    }

    private static ModelFault FaultOf(CalibrationPoint point, CalibrationPoint? before)
    {
        if (!double.IsFinite(point.Raw) || !double.IsFinite(point.Score))
        {
            return ModelFault.PointNotFinite;
        }

        if (Math.Abs(point.Raw) > Limits.CalibrationReach || point.Score is < Least or > Most)
        {
            return ModelFault.PointOutOfRange;
        }

        return before is { } last && (last.Raw >= point.Raw || last.Score > point.Score)
            ? ModelFault.PointsNotSorted
            : ModelFault.Unset;
    }
}
