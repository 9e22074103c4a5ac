using Weir.Decisions;
using Weir.Events.Schema;

namespace Weir.Events.Queue;

/// <summary>
/// Bounded room between the request path and the transport. Offering never waits and, once warm, allocates
/// nothing; a filling queue samples uniformly and weighs what it keeps: the weights of all events that it
/// gives out, <see cref="Dropped"/> and <see cref="Pending"/> add up to the requests offered, exactly.
/// </summary>
public sealed class EventQueue
{
    private readonly EventStripe[] _stripes =
        [.. Enumerable.Range(0, EventStripe.Count).Select(static _ => new EventStripe())];

    private readonly SentLedger _ledger = new();
    private readonly long _firstWhole;
    private uint _turn;
    private uint _takeFrom;
    private long _crowded;
    private volatile FeatureColumns _columns = FeatureColumns.None;

    public EventQueue(TimeProvider time)
    {
        Time = time;
        _firstWhole = MinuteOf(time.GetUtcNow()) + 1;
    }

    public TimeProvider Time { get; }

    /// <summary>
    /// Requests that no event tells of and no weight stands for, those that the keeper could not store
    /// included.
    /// </summary>
    public long Dropped
    {
        get
        {
            var dropped = Interlocked.Read(ref _crowded) + _ledger.RefusedWeight;
            foreach (var stripe in _stripes)
            {
                dropped += stripe.Dropped;
            }

            return dropped;
        }
    }

    /// <summary>Requests left out by sampling which the weight of a later event will stand for.</summary>
    public long Pending
    {
        get
        {
            long pending = 0;
            foreach (var stripe in _stripes)
            {
                pending += stripe.Pending;
            }

            return pending;
        }
    }

    /// <summary>Events that wait.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var stripe in _stripes)
            {
                count += stripe.Events;
            }

            return count;
        }
    }

    /// <summary>Batches sent of which the keeper has said nothing yet.</summary>
    public int Unacknowledged => _ledger.Waiting;

    public FeatureColumns? Columns => _columns.Id == FeatureColumns.None.Id ? null : _columns;

    /// <summary>The minute that a moment belongs to, since 1970, as <see cref="Counted"/> has it.</summary>
    public static long MinuteOf(DateTimeOffset at) =>
        (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMinute;

    /// <summary>
    /// From now on events carry these features. Called at an activation. A request of before that ends later
    /// keeps everything in its event but its features.
    /// </summary>
    public void Describe(FeatureColumns columns) => _columns = columns;

    public EventFate Offer(in RequestEvent told)
    {
        var minute = Math.Max(1, MinuteOf(told.At));
        var columns = _columns;
        var first = Interlocked.Increment(ref _turn);
        for (uint i = 0; i < EventStripe.Count; i++)
        {
            var fate = _stripes[(first + i) % EventStripe.Count].Offer(in told, columns, minute);
            if (fate != EventFate.Unset)
            {
                return fate;
            }
        }

        // Somebody was at each of them. To wait is what this queue never does.
        Interlocked.Increment(ref _crowded);
        return EventFate.Dropped;
    }

    /// <summary>Fills a pack with what waits. For one thread at a time.</summary>
    /// <param name="pack">What was in it is gone.</param>
    /// <param name="all">Whether also few events will do; otherwise chunks must be full.</param>
    /// <returns>False where there is nothing.</returns>
    public bool TryTake(EventPack pack, bool all)
    {
        pack.Begin();
        FeatureColumns? only = null;

        // From another one each time, so that a slow reader leaves none of them full for longer than others.
        _takeFrom++;
        for (uint i = 0; i < EventStripe.Count; i++)
        {
            var stripe = _stripes[(_takeFrom + i) % EventStripe.Count];
            while (stripe.TryTake(only, all, pack.Room, out var chunk))
            {
                // Never so in the first chunk, so something is always taken.
                if (!pack.Minutes.HasRoomFor(chunk.Minutes))
                {
                    stripe.PutBack(chunk);
                    return true;
                }

                pack.Add(chunk);
                only = chunk.Columns;
                stripe.GiveBack(chunk);
            }
        }

        return pack.Count > 0;
    }

    /// <summary>What was counted of a minute, whole or not.</summary>
    /// <param name="minute">Minutes since 1970.</param>
    public MinuteTally Tally(long minute)
    {
        var tally = _ledger.Read(minute);
        foreach (var stripe in _stripes)
        {
            tally += stripe.Read(minute);
        }

        return tally;
    }

    /// <summary>What was counted of all minutes that are still kept, the one that runs included.</summary>
    public MinuteTally Tally()
    {
        var now = MinuteOf(Time.GetUtcNow());
        var all = new MinuteTally();
        for (var minute = now - Limits.EventMinutes + 1; minute <= now; minute++)
        {
            all += Tally(minute);
        }

        return all;
    }

    /// <summary>What a store should hold of a minute: events, not the requests that they stand for.</summary>
    /// <param name="minute">Minutes since 1970.</param>
    /// <returns>Null for a minute that this process did not see from its beginning to its end.</returns>
    public (long Stored, long Uncertain)? Counted(long minute)
    {
        var now = MinuteOf(Time.GetUtcNow());
        if (minute < _firstWhole || minute >= now || minute <= now - Limits.EventMinutes)
        {
            return null;
        }

        var sent = _ledger.Read(minute);
        return (sent.Stored, sent.Uncertain);
    }

    /// <summary>A pack is about to be sent.</summary>
    /// <returns>Its number; 0 where it has to wait for the keeper.</returns>
    public long Sending(EventPack pack) => _ledger.Begin(pack);

    /// <summary>The keeper said what became of a batch.</summary>
    /// <returns>False for a number that is not on its way.</returns>
    public bool Answered(long sequence, bool stored) => _ledger.End(sequence, stored);

    /// <summary>The keeper went away; what it said nothing of stays uncertain.</summary>
    public void KeeperGone() => _ledger.Forget();
}
