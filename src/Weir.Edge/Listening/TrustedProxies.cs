using System.Collections.Immutable;
using System.Net;

namespace Weir.Edge.Listening;

/// <summary>The proxies in front of this node whose word about the visitor counts.</summary>
internal static class TrustedProxies
{
    public static bool Contains(ImmutableArray<IPNetwork> trusted, IPAddress address)
    {
        foreach (var network in trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
