using System.Diagnostics;
using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Load;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Measuring;

/// <summary>Runs one round and reads every account before and after it.</summary>
internal sealed class Meter(Generator generator, Origin origin)
{
    /// <summary>Looks in a row at which it did next to nothing.</summary>
    private const int RestLooks = 5;
    private const double RestSeconds = 0.01;
    private static readonly TimeSpan RestLook = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan RestAtMost = TimeSpan.FromSeconds(60);

    public async Task<Round> MeasureAsync(RunningPeer running, Scenario scenario, int number, int seconds,
        CancellationToken stop)
    {
        // The questions to proxy and origin stand outside of the CPU window: answering costs too.
        var bytesBefore = await Allocations.ReadAsync(running.Peer, stop);
        var reachedBefore = await origin.RequestsAsync(stop);
        var before = Accounts.Read(running, origin);
        var load = await generator.RunAsync(scenario, running.Peer, seconds, stop);
        var after = Accounts.Read(running, origin);
        var beside = running.Peer.HasBeside ? await RestAsync(running, stop) - before.Beside : (double?)null;

        // The question itself is one of the requests that the origin counts.
        var reached = await origin.RequestsAsync(stop) - reachedBefore - 1;
        var bytes = await Allocations.ReadAsync(running.Peer, stop) - bytesBefore;

        return new Round
        {
            Scenario = scenario.Name,
            Number = number,
            Peer = running.Peer.Name,
            Requests = load.Requests,
            Failed = load.Failed,
            Seconds = load.Seconds,
            CpuSeconds = after.Proxy - before.Proxy,
            BesideSeconds = beside,
            P50Milliseconds = load.P50Milliseconds,
            P99Milliseconds = load.P99Milliseconds,
            AllocatedBytes = bytes,
            OtherProcessors = Accounts.Others(before, after),
            Void = WhyVoid(load, reached, running),
        };
    }

    /// <summary>
    /// Waits until the process beside a proxy rests: what it does later would disturb the next round, and
    /// belongs to this one.
    /// </summary>
    /// <returns>Seconds of processor that it has had by then.</returns>
    private static async Task<double> RestAsync(RunningPeer running, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var (had, quiet) = (Accounts.BesideOf(running), 0);
        while (quiet < RestLooks && Stopwatch.GetElapsedTime(began) < RestAtMost)
        {
            await Task.Delay(RestLook, stop);
            var now = Accounts.BesideOf(running);
            quiet = now - had <= RestSeconds ? quiet + 1 : 0;
            had = now;
        }

        return had;
    }

    private static string? WhyVoid(LoadResult load, long reached, RunningPeer running)
    {
        if (running.Child.HasExited)
        {
            return $"the proxy ended: {running.Child.LastWords()}";
        }

        if (load.Problem is { } problem)
        {
            return problem;
        }

        if (load.Failed > 0)
        {
            return $"{load.Failed} of {load.Requests} failed";
        }

        if (load.Requests == 0)
        {
            return "no request was answered";
        }

        return reached < load.Requests ? $"only {reached} of {load.Requests} reached the origin" : null;
    }

    /// <param name="Proxy">Seconds of what forwards.</param>
    /// <param name="Beside">Seconds of the process beside it.</param>
    /// <param name="Bench">Seconds of proxy, origin, this program and the ended load generators.</param>
    /// <param name="Machine">Seconds of everything on the machine.</param>
    /// <param name="At">Wall clock, in ticks of <see cref="Stopwatch"/>.</param>
    private readonly record struct Accounts(
        double Proxy, double Beside, double Bench, double Machine, long At)
    {
        public static Accounts Read(RunningPeer running, Origin origin)
        {
            var beside = BesideOf(running);
            var proxy = ProcessTree.CpuSeconds(running.Child.Id) - beside;
            var own = ProcessTree.OwnCpuSeconds(Environment.ProcessId);
            return new Accounts(
                proxy, beside, proxy + beside + own + ProcessTree.CpuSeconds(origin.ProcessId),
                ProcessTree.MachineBusySeconds(), Stopwatch.GetTimestamp());
        }

        public static double BesideOf(RunningPeer running) => !running.Peer.HasBeside ? 0
            : ProcessTree.CpuSeconds(running.Child.Id) - ProcessTree.OwnCpuSeconds(running.Child.Id);

        public static double Others(Accounts before, Accounts after)
        {
            var others = after.Machine - before.Machine - (after.Bench - before.Bench);
            return Math.Max(0, others / Stopwatch.GetElapsedTime(before.At, after.At).TotalSeconds);
        }
    }
}
