using Weir.Decisions;
using Weir.Decisions.Model;

namespace Weir.Keeper.Training.Learning;

/// <summary>A logistic curve as the table that a model carries.</summary>
internal static class Curve
{
    private const int Least = 1;
    private const int Most = 99;

    /// <summary>A point for each whole score: between two of them the curve is as good as straight.</summary>
    public static Outcome<Calibration, TrainingFault> Of(Platt platt)
    {
        var points = new CalibrationPoint[Most - Least + 1];
        for (var score = Least; score <= Most; score++)
        {
            points[score - Least] = new CalibrationPoint(platt.Raw(score / 100d), score);
        }

        return Calibration.Create(points).Match(
            static c => Outcome<Calibration, TrainingFault>.Ok(c),
            static error => TrainingFault.Of($"the calibration is no table: {error.Text()}")
                .As<Calibration>());
    }
}
