using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Bench.Gateway.Load;

/// <summary>
/// Reads what h2load counted, and its log for the percentiles that its own table lacks. A line of the log
/// is start, status and duration in microseconds, parted by tabs.
/// </summary>
internal static partial class H2LoadReport
{
    private const int LongestLog = 20_000_000;

    public static LoadResult? Read(string output, string log, int seconds)
    {
        var counts = Counts().Match(output);
        var spoken = Statuses().Match(output);
        if (!counts.Success || !spoken.Success)
        {
            return null;
        }

        var done = Number(counts, 1);
        var answeredWell = Number(spoken, 1);
        var failed = Number(counts, 2) + Number(counts, 3) + Number(counts, 4) + (done - answeredWell);
        var durations = Durations(log);
        return new LoadResult(done, failed, seconds, Percentile(durations, 0.5), Percentile(durations, 0.99));
    }

    private static int[] Durations(string log)
    {
        if (!File.Exists(log))
        {
            return [];
        }

        var durations = File.ReadLines(log).Take(LongestLog)
            .Select(line => line.Split('\t'))
            .Where(fields => fields.Length >= 3)
            .Select(fields => int.Parse(fields[2], CultureInfo.InvariantCulture))
            .ToArray();
        Array.Sort(durations);
        return durations;
    }

    private static double Percentile(int[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)] / 1e3;

    private static long Number(Match match, int group) =>
        long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^requests: .* (\d+) done, \d+ succeeded, (\d+) failed, (\d+) errored, (\d+) timeout",
        RegexOptions.Multiline)]
    private static partial Regex Counts();

    [GeneratedRegex(@"^status codes: (\d+) 2xx", RegexOptions.Multiline)]
    private static partial Regex Statuses();
}
