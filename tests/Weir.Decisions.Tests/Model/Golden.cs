using System.Globalization;
using Weir.Decisions.Model;
using Weir.Decisions.Model.LightGbm;

namespace Weir.Decisions.Tests.Model;

/// <summary>
/// Models that LightGBM trained, and the raw scores that it gave to awkward rows, as
/// <c>bench/scoring/run golden</c> wrote them.
/// </summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Model", "golden");

    public static string[] Names =>
    [
        .. Directory.GetFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Text(string name) => File.ReadAllBytes(Path.Combine(Folder, $"{name}.txt"));

    public static TreeEnsemble Model(string name) =>
        LightGbmText.Read(Text(name))
            .Match(model => model, error => throw new InvalidDataException(error.Text()));

    /// <summary>The raw score's bits, then the bits of each feature.</summary>
    public static IEnumerable<(ulong Score, float[] Row)> Rows(string name)
    {
        foreach (var line in File.ReadLines(Path.Combine(Folder, $"{name}.rows")))
        {
            var words = line.Split(' ');
            var row = words.Skip(1).Select(word => BitConverter.UInt32BitsToSingle(
                uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            yield return (ulong.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                [.. row]);
        }
    }
}
