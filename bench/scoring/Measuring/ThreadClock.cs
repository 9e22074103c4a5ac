using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weir.Bench.Scoring.Measuring;

/// <summary>
/// Nanoseconds that this thread has spent on a processor, where the system tells (Linux), otherwise elapsed
/// ones. On a machine that others use too, elapsed time counts their turns as well.
/// </summary>
internal static class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID of time.h.
    private const int ThreadCpuTime = 3;
    private const double SecondNanoseconds = 1e9;

    public static bool IsOwn => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    public static double Nanoseconds()
    {
        if (IsOwn && clock_gettime(ThreadCpuTime, out var time) == 0)
        {
            return (time.Seconds * SecondNanoseconds) + time.Nanoseconds;
        }

        return Stopwatch.GetTimestamp() * (SecondNanoseconds / Stopwatch.Frequency);
    }

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
