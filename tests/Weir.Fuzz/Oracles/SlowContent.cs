using System.Globalization;
using System.Text;
using Weir.Releases.Content;

namespace Weir.Fuzz.Oracles;

/// <summary>Reads accepted sections the plain way: says whether the quick way read the same.</summary>
internal static class SlowContent
{
    public static bool Agrees(SignalsContent content, byte[][] sections)
    {
        var columns = Fields(sections[0]);
        var traffic = Fields(sections[1]);
        var counts = Fields(sections[2]);
        return columns.Length == content.Features.Length
            && traffic.Length == content.Traffic.Count + 1
            && counts.Length == content.Counts.Length
            && traffic[0][0] == $"{content.Traffic.Measured.ToUnixTimeSeconds()}"
            && columns.Zip(content.Features).All(static pair => pair.First[0] == pair.Second.Name
                && Share(pair.First[2]) == pair.Second.Missing)
            && traffic.Skip(1).All(fields => IsRow(content, fields))
            && counts.Zip(content.Counts).All(static pair => pair.First[0] == $"{pair.Second.Minute}"
                && pair.First[1] == $"{pair.Second.Rows}");
    }

    private static bool IsRow(SignalsContent content, string[] fields) =>
        content.Traffic.TryFind(fields[0], out var row)
        && double.Parse(fields[1], CultureInfo.InvariantCulture) == row.Requests
        && double.IsFinite(row.Requests) && row.Requests >= 0 && row.Addresses >= 0
        && float.Parse(fields[3], CultureInfo.InvariantCulture) == row.H2Ratio
        && Share(fields[4]) == row.HeuristicRatio
        && Share(fields[5]) == row.BrowserRatio
        && Share(fields[6]) == row.RequestQuantile
        && Share(fields[7]) == row.AddressQuantile
        && fields[8] == $"{row.Rank}";

    /// <returns>NaN, which equals nothing, for what is no share.</returns>
    private static float Share(string text) =>
        float.Parse(text, CultureInfo.InvariantCulture) is >= 0 and <= 1 and var share ? share : float.NaN;

    private static string[][] Fields(byte[] section) =>
        [.. Encoding.UTF8.GetString(section).Split('\n').SkipLast(1).Select(static line => line.Split('\t'))];
}
