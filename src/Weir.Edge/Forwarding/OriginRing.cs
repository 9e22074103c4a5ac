using System.Diagnostics.CodeAnalysis;
using Weir.Decisions;

namespace Weir.Edge.Forwarding;

/// <summary>
/// Takes the origins of a site in turn, those first that are not set aside. When all are, one is tried all
/// the same: refusing without asking would turn a bad minute of the origin into an outage of ours.
/// </summary>
internal sealed class OriginRing(Origin[] origins)
{
    private uint _next;

    /// <param name="tried">
    /// One bit for each origin already asked for this request; there are at most 64.
    /// </param>
    /// <param name="origin">The origin to ask.</param>
    public bool TryTake(ref ulong tried, [NotNullWhen(true)] out Origin? origin)
    {
        var count = Math.Min(origins.Length, Limits.OriginsPerSite);
        if (count == 1)
        {
            // Nothing to choose: it is asked whatever its health.
            origin = tried == 0 ? origins[0] : null;
            tried = 1;
            return origin is not null;
        }

        var start = count == 0 ? 0 : (int)(Interlocked.Increment(ref _next) % (uint)count);
        return Scan(start, count, healthyOnly: true, ref tried, out origin)
            || Scan(start, count, healthyOnly: false, ref tried, out origin);
    }

    private bool Scan(
        int start, int count, bool healthyOnly, ref ulong tried, [NotNullWhen(true)] out Origin? origin)
    {
        for (var i = 0; i < count; i++)
        {
            var at = start + i < count ? start + i : start + i - count;
            var bit = 1UL << at;
            if ((tried & bit) == 0 && (!healthyOnly || origins[at].Health.Admits()))
            {
                tried |= bit;
                origin = origins[at];
                return true;
            }
        }

        origin = null;
        return false;
    }
}
