using Weir.Bench.Scoring.Native;

namespace Weir.Bench.Scoring.Subjects;

/// <summary>
/// The library that trained the model, by its fastest call for one row: what ratios are against.
/// </summary>
internal sealed class LightGbmSubject(FastPredictor predictor) : ISubject
{
    public string Name => "LightGBM, SingleRowFast";

    public bool IsExact => true;

    public double? Goal => null;

    public double Score(ReadOnlySpan<float> row) => predictor.Predict(row);
}
