using System.Collections.Immutable;
using Weir.Decisions;

namespace Weir.Edge.Watching;

/// <summary>
/// The last finished requests. Many threads write in place, none waits and nothing is allocated; a reader
/// never sees a record made of two.
/// </summary>
/// <remarks>
/// Each record takes a ticket, and ticket t belongs in slot t mod capacity. A slot's version is 0 before
/// its first use, 2t+1 while ticket t is being written and 2t+2 once it is whole; tickets only rise, so a
/// version never comes back. A writer claims the slot by exchanging an even, older version for its odd one.
/// Where that fails, another writer has been overtaken by a whole turn of the ring or has overtaken us: our
/// record is then given up and counted, because waiting would let a stalled thread hold up requests.
/// Thus at most one thread writes a slot at a time. A reader wants one ticket: it reads the version, copies
/// the record and reads the version again, and takes the copy only if both were 2t+2. Any write that could
/// have touched the copy came after its writer's odd version (the barrier after the claim keeps that order),
/// and the reader's barrier keeps its second look after the copy, so that look would see the odd version or
/// a later one.
/// </remarks>
public sealed class RequestRing
{
    private readonly Slot[] _slots;
    private long _next;
    private long _lost;

    /// <param name="capacity">At least one.</param>
    public RequestRing(int capacity = Limits.RecentRequests)
    {
        _slots = new Slot[Math.Max(1, capacity)];
    }

    public int Capacity => _slots.Length;

    /// <summary>The ticket of the next record: where a reader that wants only new ones begins.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Records given up because their slot was taken.</summary>
    public long Lost => Volatile.Read(ref _lost);

    public void Add(in RequestRecord record)
    {
        var ticket = Interlocked.Increment(ref _next) - 1;
        ref var slot = ref _slots[ticket % _slots.Length];
        var writing = (2 * ticket) + 1;
        var before = Volatile.Read(ref slot.Version);
        var free = (before & 1) == 0 && before < writing;
        if (!free || Interlocked.CompareExchange(ref slot.Version, writing, before) != before)
        {
            Interlocked.Increment(ref _lost);
            return;
        }

        Volatile.WriteBarrier();
        slot.Record = record;
        Volatile.Write(ref slot.Version, writing + 1);
    }

    /// <summary>
    /// Reads the record of one ticket; <paramref name="record"/> is only set where it was whole.
    /// </summary>
    public RingRead Read(long ticket, out RequestRecord record)
    {
        record = default;
        if (ticket < 0 || ticket >= Next)
        {
            return RingRead.Pending;
        }

        ref var slot = ref _slots[ticket % _slots.Length];
        var whole = (2 * ticket) + 2;
        var before = Volatile.Read(ref slot.Version);
        if (before != whole)
        {
            return before > whole ? RingRead.Overwritten : RingRead.Pending;
        }

        var copy = slot.Record;
        Volatile.ReadBarrier();
        if (Volatile.Read(ref slot.Version) != whole)
        {
            return RingRead.Overwritten;
        }

        record = copy;
        return RingRead.Whole;
    }

    /// <summary>The remembered request of this id, or null where it was never here or is gone.</summary>
    public RequestRecord? Find(RequestId id)
    {
        var next = Next;
        for (var ticket = next - 1; ticket >= Oldest(next); ticket--)
        {
            if (Read(ticket, out var record) == RingRead.Whole && record.Id == id)
            {
                return record;
            }
        }

        return null;
    }

    /// <summary>Up to <paramref name="limit"/> requests that pass the filter, newest first.</summary>
    public ImmutableArray<RequestRecord> Newest(int limit, Predicate<RequestRecord>? filter = null)
    {
        var found = ImmutableArray.CreateBuilder<RequestRecord>();
        var next = Next;
        for (var ticket = next - 1; ticket >= Oldest(next) && found.Count < limit; ticket--)
        {
            if (Read(ticket, out var record) == RingRead.Whole && (filter is null || filter(record)))
            {
                found.Add(record);
            }
        }

        return found.ToImmutable();
    }

    private long Oldest(long next) => Math.Max(0, next - _slots.Length);

    private struct Slot
    {
        public long Version;
        public RequestRecord Record;
    }
}

/// <summary>What became of one ticket.</summary>
public enum RingRead
{
    Unset = 0,

    /// <summary>The record is whole.</summary>
    Whole,

    /// <summary>A newer record has taken the place.</summary>
    Overwritten,

    /// <summary>Not written yet, or given up.</summary>
    Pending,
}
