using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Bench.Gateway.Load;

/// <summary>Reads the line that <c>wrk-report.lua</c> prints.</summary>
internal static partial class WrkReport
{
    public static LoadResult? Read(string output)
    {
        var line = Line().Match(output);
        if (!line.Success)
        {
            return null;
        }

        return new LoadResult(Number(line, 1), Number(line, 3), Number(line, 2) / 1e6, Number(line, 4) / 1e3,
            Number(line, 5) / 1e3);
    }

    private static long Number(Match line, int group) =>
        long.Parse(line.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^WEIR requests=(\d+) micros=(\d+) failed=(\d+) p50=(\d+) p99=(\d+)",
        RegexOptions.Multiline)]
    private static partial Regex Line();
}
