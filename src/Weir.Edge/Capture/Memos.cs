using System.Runtime.CompilerServices;
using Weir.Decisions;
using Weir.Edge.Stages;

namespace Weir.Edge.Capture;

/// <summary>
/// Header orders of the last HTTP/1 requests as text. A client sends the same names in the same few orders
/// again and again, a browser one for a page, one for its scripts, one for its images, so each text is made
/// once per connection rather than once per request.
/// </summary>
internal sealed class HeaderOrderMemo
{
    private const int Kept = 4;

    private Orders _orders;
    private int _next;

    /// <summary>Allocates nothing.</summary>
    public bool TryGet(ulong hash, out string? text)
    {
        foreach (ref readonly var order in (ReadOnlySpan<Order>)_orders)
        {
            if (order.Hash == hash && order.Text is not null)
            {
                text = order.Text;
                return true;
            }
        }

        text = null;
        return false;
    }

    /// <summary>Keeps an order that is not kept yet, in the place of the one that came first.</summary>
    public void Put(ulong hash, string text)
    {
        _orders[_next] = new Order(hash, text);
        _next = (_next + 1) % Kept;
    }

    private readonly record struct Order(ulong Hash, string? Text);

    [InlineArray(Kept)]
    private struct Orders
    {
        private Order _first;
    }
}

/// <summary>
/// The site that answered the last Host of this connection under one snapshot. Kestrel hands out the
/// same string for a repeated header value, so one reference comparison decides.
/// </summary>
internal sealed class SiteMemo
{
    private sealed record Entry(string Host, GatewaySnapshot Snapshot, SiteRuntime Site);

    // Streams of one HTTP/2 connection run at the same time: one reference, read and written whole.
    private volatile Entry? _entry;

    public SiteRuntime? Get(string host, GatewaySnapshot snapshot) =>
        _entry is { } entry && ReferenceEquals(entry.Host, host) && ReferenceEquals(entry.Snapshot, snapshot)
            ? entry.Site
            : null;

    public void Put(string host, GatewaySnapshot snapshot, SiteRuntime site) =>
        _entry = new Entry(host, snapshot, site);
}

/// <summary>
/// Counts the streams that the visitor of one HTTP/2 connection reset, in windows of
/// <see cref="Limits.Http2ResetWindow"/>: a reset flood makes the edge work and pays for nothing.
/// </summary>
internal sealed class ResetBudget
{
    private readonly Lock _lock = new();
    private long _windowStart;
    private int _count;

    /// <param name="now">A timestamp of the same provider each time.</param>
    /// <param name="ticksPerSecond">The provider's timestamp frequency.</param>
    /// <param name="limit">Resets allowed in one window.</param>
    /// <returns>False for the one reset that is too many; what follows it is the same flood.</returns>
    public bool Spend(long now, long ticksPerSecond, int limit)
    {
        lock (_lock)
        {
            if (_count == 0 || now - _windowStart > Limits.Http2ResetWindow.TotalSeconds * ticksPerSecond)
            {
                _windowStart = now;
                _count = 0;
            }

            _count++;
            return _count != limit + 1;
        }
    }
}
