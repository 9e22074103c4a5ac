using System.Runtime.InteropServices;
using System.Text;
using Weir.Decisions;

namespace Weir.Keeper.Training.Native;

/// <summary>One run of LightGBM: rows in, the text of a model and its raw scores out.</summary>
internal static unsafe class Booster
{
    /// <param name="names">One for each column.</param>
    /// <param name="rows">Row after row, missing values as NaN.</param>
    /// <param name="labels">1 for a person, 0 for a bot; one for each row.</param>
    /// <param name="weights">Above 0; one for each row.</param>
    /// <param name="parameters">In LightGBM's own spelling.</param>
    /// <param name="rounds">Trees.</param>
    /// <param name="progress">Told after each tree how many there are.</param>
    public static Outcome<string, TrainingFault> Train(
        IReadOnlyList<string> names, ReadOnlySpan<float> rows, ReadOnlySpan<float> labels,
        ReadOnlySpan<float> weights, string parameters, int rounds, Action<int>? progress = null)
    {
        nint dataset = 0, booster = 0;
        try
        {
            fixed (float* data = rows, label = labels, weight = weights)
            {
                var made = LightGbmLibrary.CreateDataset(
                    data, LightGbmLibrary.Float32, labels.Length, names.Count, 1, parameters, 0, out dataset);
                var code = made != 0 ? made
                    : SetField(dataset, "label", label, labels.Length);
                code = code != 0 ? code : SetField(dataset, "weight", weight, weights.Length);
                code = code != 0 ? code : Name(dataset, names);
                code = code != 0 ? code : LightGbmLibrary.CreateBooster(dataset, parameters, out booster);
                for (var round = 0; code == 0 && round < rounds; round++)
                {
                    code = LightGbmLibrary.Update(booster, out var finished);
                    progress?.Invoke(round + 1);
                    if (finished != 0)
                    {
                        break;
                    }
                }

                return code == 0 ? Text(booster) : Fault();
            }
        }
        catch (DllNotFoundException missing)
        {
            return TrainingFault.Of($"LightGBM cannot be loaded: {missing.Message}").As<string>();
        }
        finally
        {
            Free(booster, dataset);
        }
    }

    private static int SetField(nint dataset, string name, float* values, int count) =>
        LightGbmLibrary.SetField(dataset, name, values, count, LightGbmLibrary.Float32);

    private static int Name(nint dataset, IReadOnlyList<string> names)
    {
        var texts = names.Select(n => Marshal.StringToCoTaskMemUTF8(n)).ToArray();
        try
        {
            fixed (nint* pointers = texts)
            {
                return LightGbmLibrary.SetFeatureNames(dataset, (byte**)pointers, texts.Length);
            }
        }
        finally
        {
            foreach (var text in texts)
            {
                Marshal.FreeCoTaskMem(text);
            }
        }
    }

    private static Outcome<string, TrainingFault> Text(nint booster)
    {
        byte nothing = 0;
        if (LightGbmLibrary.SaveToString(booster, 0, -1, 0, 1, out var length, &nothing) != 0)
        {
            return Fault();
        }

        var bytes = new byte[length];
        fixed (byte* room = bytes)
        {
            return LightGbmLibrary.SaveToString(booster, 0, -1, 0, length, out _, room) == 0
                ? Outcome<string, TrainingFault>.Ok(Encoding.UTF8.GetString(bytes.AsSpan(0, (int)length - 1)))
                : Fault();
        }
    }

    private static Outcome<string, TrainingFault> Fault() =>
        TrainingFault.Of($"LightGBM: {LightGbmLibrary.LastError}").As<string>();

    private static void Free(nint booster, nint dataset)
    {
        // What cannot be freed is lost with the process; there is nothing better to do about it.
        if (booster != 0)
        {
            LightGbmLibrary.FreeBooster(booster);
        }

        if (dataset != 0)
        {
            LightGbmLibrary.FreeDataset(dataset);
        }
    }
}
