using Weir.Bench.Scoring.Ground;

namespace Weir.Bench.Scoring.Native;

/// <summary>Trains a model and gives the text that LightGBM saves it as.</summary>
internal static class Training
{
    private const string Always =
        "objective=binary deterministic=true force_row_wise=true seed=7 verbosity=-1 learning_rate=0.05";

    /// <param name="rows">What it learns from.</param>
    /// <param name="trees">How many iterations at most.</param>
    /// <param name="parameters">As LightGBM has them, parted by spaces.</param>
    public static byte[] Train(Population rows, int trees, string parameters)
    {
        var all = $"{Always} {parameters}";
        LightGbm.Check(LightGbm.LGBM_DatasetCreateFromMat(
            rows.Values, LightGbm.Float32, rows.Count, rows.Features, 1, all, 0, out var dataset));
        try
        {
            LightGbm.Check(
                LightGbm.LGBM_DatasetSetField(dataset, "label", rows.Labels, rows.Count, LightGbm.Float32));
            LightGbm.Check(LightGbm.LGBM_BoosterCreate(dataset, all, out var booster));
            try
            {
                var isFinished = 0;
                for (var i = 0; i < trees && isFinished == 0; i++)
                {
                    LightGbm.Check(LightGbm.LGBM_BoosterUpdateOneIter(booster, out isFinished));
                }

                return Text(booster);
            }
            finally
            {
                LightGbm.Check(LightGbm.LGBM_BoosterFree(booster));
            }
        }
        finally
        {
            LightGbm.Check(LightGbm.LGBM_DatasetFree(dataset));
        }
    }

    private static byte[] Text(nint booster)
    {
        byte[] text = [0];
        LightGbm.Check(
            LightGbm.LGBM_BoosterSaveModelToString(booster, 0, -1, 0, text.Length, out var length, text));
        text = new byte[length];
        LightGbm.Check(
            LightGbm.LGBM_BoosterSaveModelToString(booster, 0, -1, 0, text.Length, out length, text));
        // The last byte ends a C string.
        return text[..^1];
    }
}
