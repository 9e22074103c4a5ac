using System.Diagnostics;
using System.Globalization;

namespace Weir.Bench.Events;

/// <summary>How busy the machine and this program's processes have been until a moment.</summary>
/// <param name="All">Seconds of all processors, of everything.</param>
/// <param name="Ours">Seconds of this process and of children that have ended.</param>
/// <param name="At">When.</param>
internal readonly record struct Busy(double All, double Ours, long At)
{
    // Of the kernel's accounting, on every architecture that it runs on.
    private const double TicksPerSecond = 100;

    public static Busy Now() => new(
        Numbers("/proc/stat", 1).Take(8).Where(static (_, i) => i is not 3 and not 4).Sum() / TicksPerSecond,
        Numbers("/proc/self/stat", 13).Take(4).Sum() / TicksPerSecond, Stopwatch.GetTimestamp());

    /// <summary>Processors that something else kept busy since; asked once children have ended.</summary>
    public double Elsewhere()
    {
        var now = Now();
        return (now.All - All - (now.Ours - Ours)) / Stopwatch.GetElapsedTime(At).TotalSeconds;
    }

    private static IEnumerable<double> Numbers(string file, int from) => File.Exists(file)
        ? (File.ReadLines(file).FirstOrDefault() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(from).Select(static n => double.Parse(n, CultureInfo.InvariantCulture))
        : [];
}
