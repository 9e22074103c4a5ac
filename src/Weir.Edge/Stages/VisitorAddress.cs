using System.Collections.Immutable;
using System.Net;
using Weir.Decisions;
using Weir.Edge.Listening;

namespace Weir.Edge.Stages;

/// <summary>
/// Who is behind a chain of proxies: X-Forwarded-For read from the right, where each proxy adds the peer that
/// it saw, up to the first address that is no proxy of ours. What stands to the left of that one was said by
/// the visitor and is worth nothing.
/// </summary>
internal static class VisitorAddress
{
    /// <param name="peer">A trusted proxy.</param>
    /// <param name="forwarded">All X-Forwarded-For lines of the request, joined by commas.</param>
    /// <param name="trusted">The proxies whose word counts.</param>
    /// <returns>The last address that a proxy of ours vouches for; the peer where there is none.</returns>
    public static IPAddress Of(IPAddress peer, string forwarded, ImmutableArray<IPNetwork> trusted)
    {
        var rest = forwarded.AsSpan();
        var visitor = peer;
        for (var hop = 0; hop < Limits.ForwardedHops && !rest.IsEmpty; hop++)
        {
            var comma = rest.LastIndexOf(',');
            if (!TryAddress(rest[(comma + 1)..].Trim(), out var address))
            {
                return visitor;
            }

            visitor = address;
            if (!TrustedProxies.Contains(trusted, visitor))
            {
                return visitor;
            }

            rest = comma < 0 ? [] : rest[..comma];
        }

        return visitor;
    }

    /// <summary>An address, with a port or in brackets where some proxies write it so.</summary>
    private static bool TryAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        if (text.Length is 0 or > Limits.ForwardedAddressChars
            || !IPEndPoint.TryParse(text, out var end))
        {
            address = IPAddress.None;
            return false;
        }

        address = end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address;
        return true;
    }
}
