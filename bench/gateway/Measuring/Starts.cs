using System.Diagnostics;
using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Measuring;

/// <summary>Seconds from starting the program to the first answer through it.</summary>
internal sealed record StartTime(string Peer, int Number, double Seconds);

/// <summary>Starts and stops each proxy several times, in turns, before anything else is running.</summary>
internal sealed class Starts(Workplace place)
{
    public async Task<IReadOnlyList<StartTime>> MeasureAsync(IReadOnlyList<Peer> peers, int repetitions,
        Notes notes, CancellationToken stop)
    {
        var times = new List<StartTime>();
        var asked = peers.ToList();
        for (var number = 1; number <= repetitions; number++)
        {
            foreach (var peer in asked.ToArray())
            {
                if (await OnceAsync(peer, stop) is { } seconds)
                {
                    times.Add(new StartTime(peer.Name, number, seconds));
                    continue;
                }

                notes.Add($"{peer.Name}: did not forward in start {number}, its starts end here");
                asked.Remove(peer);
            }
        }

        return times;
    }

    private async Task<double?> OnceAsync(Peer peer, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var child = Child.Start(peer.Command, place.File($"{peer.Name}-start.log"));
        var ready = await Readiness.WaitAsync(child, peer.Ports.Clear, stop);
        return ready ? Stopwatch.GetElapsedTime(begun).TotalSeconds : null;
    }
}
