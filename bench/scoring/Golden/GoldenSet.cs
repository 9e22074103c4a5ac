using System.Globalization;
using System.Text;
using Weir.Bench.Scoring.Native;
using Weir.Decisions.Model;
using Weir.Decisions.Model.LightGbm;

namespace Weir.Bench.Scoring.Golden;

/// <summary>
/// Writes the golden set that <c>tests/Weir.Decisions.Tests</c> keeps: for each case the model as LightGBM
/// saved it, and rows with the raw score that LightGBM gave them. Numbers are the hexadecimal bits, so that
/// no reading or writing of decimals stands between the two.
/// </summary>
internal static class GoldenSet
{
    private const int Learnt = 2_500;
    private const int Asked = 240;
    private const int Seed = 11;

    public static void Write(string folder, TextWriter said)
    {
        Directory.CreateDirectory(folder);
        foreach (var one in GoldenCase.All)
        {
            var text = Training.Train(GoldenRows.ToLearnFrom(Learnt, Seed), one.Trees, one.Parameters);
            if (!LightGbmText.Read(text).Try(out var model, out var error))
            {
                throw new InvalidOperationException($"{one.Name}: {error.Text()}");
            }

            File.WriteAllBytes(Path.Combine(folder, $"{one.Name}.txt"), text);
            File.WriteAllText(Path.Combine(folder, $"{one.Name}.rows"), Rows(text, model));
            said.WriteLine($"{one.Name}: {model.TreeCount} trees of up to {model.MostLeaves} leaves");
        }
    }

    private static string Rows(byte[] text, TreeEnsemble model)
    {
        var rows = GoldenRows.ToAsk(model, Asked, Seed);
        using var lightGbm = new FastPredictor(text, rows.Features);
        var lines = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            var score = BitConverter.DoubleToUInt64Bits(lightGbm.Predict(rows.Row(i)));
            lines.Append(CultureInfo.InvariantCulture, $"{score:x16}");
            foreach (var value in rows.Row(i))
            {
                lines.Append(CultureInfo.InvariantCulture, $" {BitConverter.SingleToUInt32Bits(value):x8}");
            }

            lines.Append('\n');
        }

        return lines.ToString();
    }
}
