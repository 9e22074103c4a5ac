using Weir.Edge.Configuration;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// How many connections are open, in all and per peer. Memory is bounded by the connections that are
/// open: a peer without one has no entry.
/// </summary>
internal sealed class ConnectionCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressKey, int> _perAddress = [];
    private int _open;

    public int Open
    {
        get
        {
            lock (_lock)
            {
                return _open;
            }
        }
    }

    /// <param name="peer">Who connects.</param>
    /// <param name="exempt">A trusted proxy speaks for many visitors and is held to the total alone.</param>
    /// <param name="limits">As they stand now.</param>
    /// <returns><see cref="LimitReason.Unset"/> where the connection may go on;
    /// then it must be left again.</returns>
    public LimitReason Enter(AddressKey peer, bool exempt, LimitSettings limits)
    {
        lock (_lock)
        {
            if (_open >= limits.Connections)
            {
                return LimitReason.Connections;
            }

            var count = _perAddress.GetValueOrDefault(peer);
            if (!exempt && count >= limits.ConnectionsPerAddress)
            {
                return LimitReason.ConnectionsPerAddress;
            }

            _perAddress[peer] = count + 1;
            _open++;
            return LimitReason.Unset;
        }
    }

    public void Leave(AddressKey peer)
    {
        lock (_lock)
        {
            _open--;
            var count = _perAddress.GetValueOrDefault(peer) - 1;
            if (count > 0)
            {
                _perAddress[peer] = count;
            }
            else
            {
                _perAddress.Remove(peer);
            }
        }
    }
}
