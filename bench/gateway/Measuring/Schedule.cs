using Weir.Bench.Gateway.Load;

namespace Weir.Bench.Gateway.Measuring;

/// <summary>
/// Warms every proxy, then measures them in turns: neighbours in time share the machine's mood, so a ratio
/// within one round says more than two averages. The order turns, and its direction too.
/// </summary>
internal sealed class Schedule(Meter meter, Options options, TextWriter progress)
{
    private const int WarmSliceSeconds = 3;
    private const int WarmSlicesAtMost = 8;
    private const double Settled = 0.05;

    /// <summary>One pair alike may be chance, while the cost is still falling in steps.</summary>
    private const int SettledSlices = 2;

    public async Task<IReadOnlyList<Round>> RunAsync(Scenario scenario, IReadOnlyList<RunningPeer> peers,
        CancellationToken stop)
    {
        foreach (var peer in peers)
        {
            await WarmAsync(scenario, peer, stop);
        }

        var rounds = new List<Round>();
        for (var number = 1; number <= options.Rounds; number++)
        {
            foreach (var peer in Turn(peers, number))
            {
                var round = await meter.MeasureAsync(peer, scenario, number, options.Seconds, stop);
                rounds.Add(round);
                progress.WriteLine($"{scenario.Name} {number}/{options.Rounds} {round.Peer}: "
                    + $"{round.CpuMicroseconds:0.0} us/request, {round.RequestsPerSecond:0} requests/s"
                    + (round.Void is null ? "" : $", void: {round.Void}"));
                // What the last connections leave behind is cleared before the next proxy is measured.
                await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
            }
        }

        return rounds;
    }

    /// <summary>The JIT re-compiles hot code for some seconds; warm is when the cost stops falling.</summary>
    private async Task WarmAsync(Scenario scenario, RunningPeer peer, CancellationToken stop)
    {
        var slice = Math.Min(WarmSliceSeconds, options.WarmSeconds);
        var atLeast = (options.WarmSeconds + slice - 1) / slice;
        var last = double.MaxValue;
        var settled = 0;
        for (var done = 1; done <= Math.Max(atLeast, WarmSlicesAtMost); done++)
        {
            var round = await meter.MeasureAsync(peer, scenario, 0, slice, stop);
            settled = Math.Abs(round.CpuMicroseconds / last - 1) <= Settled ? settled + 1 : 0;
            progress.WriteLine($"{scenario.Name} warm {peer.Peer.Name}: "
                + $"{round.CpuMicroseconds:0.0} us/request");
            if (done >= atLeast && (settled >= SettledSlices || options.Quick || peer.Child.HasExited))
            {
                return;
            }

            last = round.CpuMicroseconds;
        }
    }

    private static IEnumerable<RunningPeer> Turn(IReadOnlyList<RunningPeer> peers, int number)
    {
        var turned = Enumerable.Range(0, peers.Count).Select(at => peers[(at + number - 1) % peers.Count]);
        return number % 2 == 0 ? turned.Reverse() : turned;
    }
}
