using System.Diagnostics;
using System.Globalization;
using Weir.Bench.Releases;
using Weir.Releases.Content;
using Weir.Releases.Format;
using Weir.Releases.Trust;

const double GoalMilliseconds = 500;
const double GoalMegabytes = 100;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = args is ["--rounds", var text] && int.TryParse(text, out var wanted) ? Math.Max(1, wanted) : 15;
var full = new Signed();
Console.WriteLine(
    $"{Environment.ProcessorCount} cores, .NET {Environment.Version}; {rounds} rounds, all in one process");
foreach (var (name, bytes) in new[] { ("model", full.Model), ("signals", full.Signals) })
{
    var (times, first) = (new double[rounds], Once(bytes).TotalMilliseconds);
    double allocated = 0;
    for (var i = 0; i < rounds; i++)
    {
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        times[i] = Once(bytes).TotalMilliseconds;
        allocated = Math.Max(allocated, (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6);
    }

    Array.Sort(times);
    var (median, peak) = (times[rounds / 2], Peak(bytes));
    Console.WriteLine(
        $"{name,-8} {bytes.Length / 1e6:0.0} MB packed: first {first:0} ms, then median {median:0} ms "
        + $"({times[0]:0} to {times[^1]:0}); {allocated:0} MB allocated, {peak:0} MB at most at once");
    Console.WriteLine(
        $"         500 ms {Met(first, GoalMilliseconds)} by the first, {Met(median, GoalMilliseconds)} "
        + $"by the median; 100 MB {Met(peak, GoalMegabytes)}");
}

return 0;

static string Met(double found, double goal) => found <= goal ? "met" : "MISSED";

TimeSpan Once(byte[] bytes)
{
    var started = Stopwatch.GetTimestamp();
    if (!Bundle.Read(bytes).Try(out var bundle, out var refusal)
        || !Verifier.Verify(bundle, full.Trust, new VerifyContext(Signed.Now))
            .Try(out var release, out refusal)
        || !Validator.Validate(release, full.Plan).Try(out _, out refusal))
    {
        throw new InvalidOperationException(refusal.ToString());
    }

    return Stopwatch.GetElapsedTime(started);
}

// What is allocated and not yet collected, beyond what was there: sampled, so a little may be missed.
double Peak(byte[] bytes)
{
    GC.Collect();
    GC.WaitForPendingFinalizers();
    GC.Collect();
    var (before, most, running) = (GC.GetTotalMemory(false), 0L, true);
    var sampler = new Thread(() =>
    {
        while (Volatile.Read(ref running))
        {
            most = Math.Max(most, GC.GetTotalMemory(false));
            Thread.Sleep(1);
        }
    });
    sampler.Start();
    Once(bytes);
    Volatile.Write(ref running, false);
    sampler.Join();
    return (Math.Max(most, GC.GetTotalMemory(false)) - before) / 1e6;
}
