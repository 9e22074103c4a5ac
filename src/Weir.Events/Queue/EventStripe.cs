using System.Diagnostics.CodeAnalysis;
using Weir.Decisions;
using Weir.Events.Schema;

namespace Weir.Events.Queue;

/// <summary>
/// One of several equal parts of the queue, each with its own memory and its own short lock, so that whoever
/// finds one taken goes to the next.
/// </summary>
internal sealed class EventStripe
{
    /// <summary>How many there are: more than processors that meet in one of them at the same time.</summary>
    public const int Count = 8;

    private const int MaxEvents = Limits.EventQueue / Count;
    private const int MaxChunks = Limits.EventQueueBytes / Limits.EventChunkBytes / Count;

    private readonly Lock _lock = new();
    private readonly MinuteRing _minutes = new();
    private readonly EventChunk[] _free = new EventChunk[MaxChunks];
    private readonly EventChunk[] _full = new EventChunk[MaxChunks];
    private EventChunk? _open;
    private int _freeCount;
    private int _made;
    private int _fullFirst;
    private int _fullCount;
    private int _events;
    private int _skipped;
    private long _dropped;

    /// <summary>
    /// Requests left out since the last kept one, which the next one's weight will stand for.
    /// </summary>
    public int Pending => Volatile.Read(ref _skipped);

    public long Dropped => Interlocked.Read(ref _dropped);

    public int Events => Volatile.Read(ref _events);

    /// <returns>Unset where somebody else is at it right now.</returns>
    public EventFate Offer(in RequestEvent told, FeatureColumns columns, long minute)
    {
        if (!_lock.TryEnter())
        {
            return EventFate.Unset;
        }

        try
        {
            ref var tally = ref _minutes.Of(minute);
            tally.Offered++;
            if (_skipped + 1 < Every())
            {
                _skipped++;
                return EventFate.Sampled;
            }

            if (_events < MaxEvents && Add(in told, columns, minute))
            {
                tally.Kept++;
                return EventFate.Queued;
            }

            // Whom this one would have stood for is lost with it.
            tally.Dropped += _skipped + 1;
            _dropped += _skipped + 1;
            _skipped = 0;
            return EventFate.Dropped;
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>The oldest chunk with these columns, or of any where none are asked for.</summary>
    /// <param name="only">What its columns must be; null for any.</param>
    /// <param name="open">Whether one that is not yet full will do.</param>
    /// <param name="room">Bytes that it may have at most.</param>
    /// <param name="chunk">To be given back.</param>
    public bool TryTake(FeatureColumns? only, bool open, int room, [NotNullWhen(true)] out EventChunk? chunk)
    {
        lock (_lock)
        {
            chunk = _fullCount > 0 ? _full[_fullFirst] : open && _open is { Count: > 0 } ? _open : null;
            if (chunk is null
                || (only is not null && !ReferenceEquals(only, chunk.Columns))
                || chunk.Written.Length > room)
            {
                chunk = null;
                return false;
            }

            if (ReferenceEquals(chunk, _open))
            {
                _open = null;
            }
            else
            {
                _fullFirst = (_fullFirst + 1) % MaxChunks;
                _fullCount--;
            }

            _events -= chunk.Count;
            return true;
        }
    }

    public void GiveBack(EventChunk chunk)
    {
        lock (_lock)
        {
            _free[_freeCount++] = chunk;
        }
    }

    /// <summary>For one that was taken and is not wanted yet; it is the next to be taken again.</summary>
    public void PutBack(EventChunk chunk)
    {
        lock (_lock)
        {
            _fullFirst = (_fullFirst + MaxChunks - 1) % MaxChunks;
            _full[_fullFirst] = chunk;
            _fullCount++;
            _events += chunk.Count;
        }
    }

    public MinuteTally Read(long minute)
    {
        lock (_lock)
        {
            return _minutes.Read(minute);
        }
    }

    /// <summary>
    /// Every how many requests one is kept: all until half is full, then half as many each time that what is
    /// left has halved. So sampling begins early, and a long silence of the keeper still leaves room.
    /// </summary>
    private int Every()
    {
        var chunks = MaxChunks - _freeCount - (MaxChunks - _made);
        var left = Math.Min(
            (double)(MaxEvents - _events) / MaxEvents, (double)(MaxChunks - chunks + 1) / MaxChunks);
        var every = 1;
        while (left <= 0.5 && every < Limits.EventSampling)
        {
            every *= 2;
            left *= 2;
        }

        return every;
    }

    private bool Add(in RequestEvent told, FeatureColumns columns, long minute)
    {
        float weight = _skipped + 1;
        if (_open is not null && ReferenceEquals(_open.Columns, columns)
            && _open.Add(in told, weight, minute))
        {
            Kept();
            return true;
        }

        if (!TryOpen(columns) || !_open.Add(in told, weight, minute))
        {
            return false;
        }

        Kept();
        return true;
    }

    private void Kept()
    {
        _events++;
        _skipped = 0;
    }

    [MemberNotNullWhen(true, nameof(_open))]
    private bool TryOpen(FeatureColumns columns)
    {
        EventChunk next;
        if (_freeCount > 0)
        {
            next = _free[--_freeCount];
        }
        else if (_made < MaxChunks)
        {
            _made++;
            next = new EventChunk();
        }
        else
        {
            return false;
        }

        if (_open is not null)
        {
            _full[(_fullFirst + _fullCount) % MaxChunks] = _open;
            _fullCount++;
        }

        next.Begin(columns);
        _open = next;
        return true;
    }
}
