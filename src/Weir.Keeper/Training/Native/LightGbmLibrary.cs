using System.Runtime.InteropServices;

namespace Weir.Keeper.Training.Native;

/// <summary>
/// The functions of LightGBM's C interface that training needs (LightGBM documentation, "C API"). Each
/// returns 0 for success.
/// </summary>
internal static unsafe partial class LightGbmLibrary
{
    public const int Float32 = 0;

    private const string Library = "lib_lightgbm";

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat",
        StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateDataset(
        void* data, int type, int rows, int columns, int rowMajor, string parameters, nint reference,
        out nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetField(nint dataset, string name, void* data, int count, int type);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetFeatureNames")]
    public static partial int SetFeatureNames(nint dataset, byte** names, int count);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    public static partial int FreeDataset(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateBooster(nint dataset, string parameters, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    public static partial int Update(nint booster, out int finished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterSaveModelToString")]
    public static partial int SaveToString(
        nint booster, int start, int count, int importance, long room, out long length, byte* text);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    public static partial int FreeBooster(nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    private static partial byte* LastErrorText();

    public static string LastError => Marshal.PtrToStringUTF8((nint)LastErrorText()) ?? "no reason given";
}
