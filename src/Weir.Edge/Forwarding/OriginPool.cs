using System.Security.Cryptography.X509Certificates;
using Weir.Edge.Watching;

namespace Weir.Edge.Forwarding;

/// <summary>
/// The origins in use, each shared by the forwarders that mean the same one: an origin that a new
/// configuration leaves as it was keeps its connections and its health.
/// </summary>
internal sealed class OriginPool(TimeProvider time, IEdgeLog log, X509ChainPolicy? trust)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OriginKey, Origin> _origins = [];

    public Origin Acquire(in OriginKey key)
    {
        lock (_gate)
        {
            if (!_origins.TryGetValue(key, out var origin))
            {
                origin = new Origin(key, time, log, trust);
                _origins.Add(key, origin);
            }

            origin.Users++;
            return origin;
        }
    }

    /// <summary>Closes the connections once nobody uses them.</summary>
    public void Release(Origin origin)
    {
        lock (_gate)
        {
            origin.Users--;
            if (origin.Users > 0)
            {
                return;
            }

            _origins.Remove(origin.Key);
        }

        origin.Dispose();
    }

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _origins.Count;
            }
        }
    }
}
