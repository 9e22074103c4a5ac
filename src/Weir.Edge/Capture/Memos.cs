using Weir.Decisions;
using Weir.Edge.Stages;

namespace Weir.Edge.Capture;

/// <summary>
/// The header order of the last HTTP/1 request as text. A client sends the same names in the same
/// order again and again, so the text is made once per order rather than once per request.
/// </summary>
internal sealed class HeaderOrderMemo
{
    private ulong _hash;
    private string? _text;

    public bool TryGet(ulong hash, out string? text)
    {
        text = _text;
        return text is not null && _hash == hash;
    }

    public void Put(ulong hash, string text)
    {
        _hash = hash;
        _text = text;
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
