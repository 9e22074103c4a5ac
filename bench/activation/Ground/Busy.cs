using System.Diagnostics;

namespace Weir.Bench.Activation.Ground;

/// <summary>
/// Processor time of the machine and of the bench's own processes since it was made: the rest was somebody
/// else's. In the kernel's steps of 10 ms.
/// </summary>
internal sealed class Busy
{
    private const double StepsPerSecond = 100;
    private readonly int[] _own;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly double _machine = Machine();
    private readonly double _ours;

    public Busy(params int[] children)
    {
        _own = [Environment.ProcessId, .. children];
        _ours = _own.Sum(Process);
    }

    /// <summary>Processors that something else kept busy.</summary>
    public double Others => Math.Max(0, (Machine() - _machine - (_own.Sum(Process) - _ours))
        / Stopwatch.GetElapsedTime(_began).TotalSeconds);

    // User, nice and system; then interrupts, behind idle and waiting.
    private static double Machine() =>
        File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries) is var fields
            ? new[] { 1, 2, 3, 6, 7 }.Sum(i => double.Parse(fields[i])) / StepsPerSecond
            : 0;

    // The name in brackets may hold spaces; user and system are the 12th and 13th behind it.
    private static double Process(int id) =>
        File.ReadAllText($"/proc/{id}/stat") is var text
        && text[(text.LastIndexOf(')') + 2)..].Split(' ') is var fields
            ? (double.Parse(fields[11]) + double.Parse(fields[12])) / StepsPerSecond
            : 0;
}
