using Weir.Bench.Gateway.Ground;
using Weir.Bench.Gateway.Peers;

namespace Weir.Bench.Gateway.Measuring;

/// <summary>A proxy with its running process.</summary>
internal sealed record RunningPeer(Peer Peer, Child Child);

/// <summary>
/// All compared proxies at once, as interleaving needs; those that do not forward are left out, aloud.
/// </summary>
internal sealed class Fleet(Workplace place) : IAsyncDisposable
{
    private readonly List<RunningPeer> _running = [];

    public IReadOnlyList<RunningPeer> Running => _running;

    public async Task StartAsync(IEnumerable<Peer> peers, Notes notes, CancellationToken stop)
    {
        foreach (var peer in peers)
        {
            var child = Child.Start(peer.Command, place.File($"{peer.Name}.log"));
            var running = new RunningPeer(peer, child);
            _running.Add(running);
            var problem = await Readiness.WaitAsync(child, peer.Ports.Clear, stop)
                ? await Readiness.CheckAsync(peer, stop)
                : $"does not forward ({(child.HasExited ? "it ended" : "no answer")}): {child.LastWords()}";
            if (problem is null)
            {
                continue;
            }

            notes.Add($"{peer.Name}: {problem}; left out");
            _running.Remove(running);
            await child.DisposeAsync();
        }
    }

    /// <summary>All at once: each may take seconds to drain.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_running.Select(running => running.Child.DisposeAsync().AsTask()));
}
