using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Weir.Edge.Listening;

/// <summary>
/// Lets the node stop accepting while it goes on serving: Kestrel alone does both at once, and a
/// visitor on a kept-alive connection would lose a request to it.
/// </summary>
internal sealed class AcceptGate(IConnectionListenerFactory inner) : IConnectionListenerFactory
{
    private ImmutableArray<GatedListener> _listeners = [];

    /// <summary>Where it listens, in the order of binding, with the ports that the system chose.</summary>
    public ImmutableArray<EndPoint> Bound => [.. _listeners.Select(l => l.EndPoint)];

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = new GatedListener(
            await inner.BindAsync(endpoint, cancellationToken).ConfigureAwait(false));
        ImmutableInterlocked.Update(ref _listeners, list => list.Add(listener));
        return listener;
    }

    /// <summary>Closes the listening sockets; connections that are open stay open.</summary>
    public async ValueTask CloseAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.UnbindAsync().ConfigureAwait(false);
        }
    }

    private sealed class GatedListener(IConnectionListener inner) : IConnectionListener
    {
        private int _unbound;

        public EndPoint EndPoint => inner.EndPoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            inner.AcceptAsync(cancellationToken);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) =>
            Interlocked.Exchange(ref _unbound, 1) == 0
                ? inner.UnbindAsync(cancellationToken)
                : ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
