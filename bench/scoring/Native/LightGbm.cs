using System.Runtime.InteropServices;

namespace Weir.Bench.Scoring.Native;

/// <summary>
/// The few functions of LightGBM's C API (<c>c_api.h</c>) that training and comparing need.
/// </summary>
internal static class LightGbm
{
    public const int Float32 = 0;
    public const int RawScore = 1;

    private const string Library = "lib_lightgbm";

    [DllImport(Library)]
    public static extern int LGBM_DatasetCreateFromMat(
        float[] data, int type, int rows, int columns, int isRowMajor,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, nint reference, out nint dataset);

    [DllImport(Library)]
    public static extern int LGBM_DatasetSetField(
        nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string field, float[] data, int count, int type);

    [DllImport(Library)]
    public static extern int LGBM_DatasetFree(nint dataset);

    [DllImport(Library)]
    public static extern int LGBM_BoosterCreate(
        nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out nint booster);

    [DllImport(Library)]
    public static extern int LGBM_BoosterUpdateOneIter(nint booster, out int isFinished);

    [DllImport(Library)]
    public static extern int LGBM_BoosterSaveModelToString(
        nint booster, int start, int iterations, int importance, long room, out long length, byte[] text);

    [DllImport(Library)]
    public static extern int LGBM_BoosterLoadModelFromString(
        byte[] text, out int iterations, out nint booster);

    [DllImport(Library)]
    public static extern int LGBM_BoosterFree(nint booster);

    [DllImport(Library)]
    public static extern int LGBM_BoosterPredictForMatSingleRowFastInit(
        nint booster, int kind, int start, int iterations, int type, int columns,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out nint fast);

    [DllImport(Library)]
    public static extern int LGBM_BoosterPredictForMatSingleRowFast(
        nint fast, ref float row, out long length, out double result);

    [DllImport(Library)]
    public static extern int LGBM_FastConfigFree(nint fast);

    /// <summary>Every function answers 0, or has said what went wrong.</summary>
    public static void Check(int answer)
    {
        if (answer != 0)
        {
            var said = Marshal.PtrToStringUTF8(LGBM_GetLastError());
            throw new InvalidOperationException($"LightGBM: {said}");
        }
    }

    [DllImport(Library)]
    private static extern nint LGBM_GetLastError();
}
