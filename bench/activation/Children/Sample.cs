using System.Runtime.InteropServices;

namespace Weir.Bench.Activation.Children;

/// <summary>One request as its client saw it; times are timestamps, the same in every process.</summary>
/// <param name="Due">When it was to be sent.</param>
/// <param name="Sent">When it was: later where the answer before it was late, or the client itself.</param>
/// <param name="Done">When the answer was whole.</param>
/// <param name="Status">0 where there was none.</param>
/// <param name="Scored">Whether it had a score at the origin.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct Sample(long Due, long Sent, long Done, int Status, bool Scored)
{
    /// <summary>From when it was due, so that no pause hides the requests that it held back.</summary>
    public double Milliseconds => (Done - Due) / TicksPerMillisecond;

    public static double TicksPerMillisecond => System.Diagnostics.Stopwatch.Frequency / 1_000.0;

    /// <summary>No answer, another than the origin's, or more than a second.</summary>
    public bool Failed => Status != 200 || Milliseconds > 1_000;
}
