using System.Runtime.InteropServices;

namespace Weir.Bench.Scoring.Native;

/// <summary>LightGBM's fastest way to score one row: everything but the row is set up once.</summary>
internal sealed class FastPredictor : IDisposable
{
    private readonly nint _booster;
    private readonly nint _fast;

    public FastPredictor(byte[] text, int features)
    {
        LightGbm.Check(LightGbm.LGBM_BoosterLoadModelFromString([.. text, 0], out _, out _booster));
        LightGbm.Check(LightGbm.LGBM_BoosterPredictForMatSingleRowFastInit(
            _booster, LightGbm.RawScore, 0, -1, LightGbm.Float32, features, "num_threads=1", out _fast));
    }

    public double Predict(ReadOnlySpan<float> row)
    {
        LightGbm.Check(LightGbm.LGBM_BoosterPredictForMatSingleRowFast(
            _fast, ref MemoryMarshal.GetReference(row), out _, out var result));
        return result;
    }

    public void Dispose()
    {
        LightGbm.Check(LightGbm.LGBM_FastConfigFree(_fast));
        LightGbm.Check(LightGbm.LGBM_BoosterFree(_booster));
    }
}
