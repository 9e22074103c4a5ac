using Weir.Decisions;

namespace Weir.Events.Queue;

/// <summary>
/// What was sent and what the keeper said of it. Batches of which nothing was said when their keeper went
/// away stay uncertain for good: they may be in the store, and are never sent twice.
/// </summary>
internal sealed class SentLedger
{
    private readonly Lock _lock = new();
    private readonly MinuteRing _minutes = new();
    private readonly Entry[] _entries = [.. Enumerable.Range(0, Limits.EventWindow).Select(_ => new Entry())];
    private long _last;
    private long _refusedWeight;

    /// <summary>Requests that events stood for which the keeper could not store.</summary>
    public long RefusedWeight => Interlocked.Read(ref _refusedWeight);

    /// <summary>Batches of which the keeper has said nothing yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count(static e => e.Sequence != 0);
            }
        }
    }

    /// <returns>The batch's number; 0 where as many as may be are on their way already.</returns>
    public long Begin(EventPack pack)
    {
        lock (_lock)
        {
            if (Find(0) is not { } entry)
            {
                return 0;
            }

            entry.Sequence = ++_last;
            entry.Weight = pack.Weight;
            entry.Minutes.Clear();
            entry.Minutes.Add(pack.Minutes);
            for (var i = 0; i < pack.Minutes.Length; i++)
            {
                var (minute, count) = pack.Minutes.At(i);
                _minutes.Of(minute).Sent += count;
            }

            return _last;
        }
    }

    /// <returns>False for a number that is not on its way: made up, or said twice.</returns>
    public bool End(long sequence, bool stored)
    {
        lock (_lock)
        {
            if (sequence <= 0 || Find(sequence) is not { } entry)
            {
                return false;
            }

            for (var i = 0; i < entry.Minutes.Length; i++)
            {
                var (minute, count) = entry.Minutes.At(i);
                ref var tally = ref _minutes.Of(minute);
                tally.Stored += stored ? count : 0;
                tally.Refused += stored ? 0 : count;
            }

            _refusedWeight += stored ? 0 : (long)entry.Weight;
            entry.Sequence = 0;
            return true;
        }
    }

    /// <summary>The keeper is gone: nothing will be said any more.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                entry.Sequence = 0;
            }
        }
    }

    public MinuteTally Read(long minute)
    {
        lock (_lock)
        {
            return _minutes.Read(minute);
        }
    }

    private Entry? Find(long sequence)
    {
        foreach (var entry in _entries)
        {
            if (entry.Sequence == sequence)
            {
                return entry;
            }
        }

        return null;
    }

    private sealed class Entry
    {
        public long Sequence { get; set; }

        public double Weight { get; set; }

        public MinuteList Minutes { get; } = new();
    }
}
