using System.Runtime.CompilerServices;

namespace Weir.Decisions.Signals.Windows;

/// <summary>
/// A fixed number of keys, in sets of eight. A key that finds its set full takes the place of the least
/// active one there: idle for more than ten minutes first, then fewest requests, then longest idle. So a
/// flood of new keys displaces its own, and what is busy stays.
/// </summary>
internal sealed class WindowTable
{
    public const int Ways = 8;

    // One lock word to a cache line, so that neighbours do not slow each other down.
    private const int LockStride = 16;
    private const int Locks = 1_024;

    private readonly ulong[] _keys;
    private readonly WindowSlot[] _slots;
    private readonly int[] _locks = new int[Locks * LockStride];
    private readonly uint _setMask;

    /// <param name="capacity">Keys; a power of two from 8 on.</param>
    public WindowTable(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Ways);
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.PopCount(capacity), 1);
        _keys = new ulong[capacity];
        _slots = new WindowSlot[capacity];
        _setMask = (uint)((capacity / Ways) - 1);
    }

    public int Capacity => _keys.Length;

    /// <summary>What it occupies, whether or not a key was ever seen.</summary>
    public long Bytes =>
        ((long)_keys.Length * (sizeof(ulong) + WindowSlot.Bytes)) + (_locks.Length * sizeof(int));

    /// <summary>Forgets every key, with nobody else at it.</summary>
    public void Clear()
    {
        Array.Clear(_keys);
        Array.Clear(_slots);
    }

    /// <summary>Counts an arrival, and shows the key as it is with it.</summary>
    /// <param name="key">A hash that spreads well; 0 stands for no key.</param>
    /// <param name="now">Milliseconds, not less than 0.</param>
    /// <param name="arrival">What arrived.</param>
    /// <param name="peer">Hash of what <see cref="WindowMeasure.DistinctPeers"/> counts.</param>
    /// <param name="seen">A copy of what is remembered of it.</param>
    public void Arrive(ulong key, long now, in Arrival arrival, ulong peer, out WindowSlot seen)
    {
        var set = (uint)key & _setMask;
        ref var gate = ref Enter(set);
        ref var slot = ref _slots[Place(key, set, now)];
        Add(ref slot, now, arrival, peer);
        seen = slot;
        Volatile.Write(ref gate, 0);
    }

    /// <summary>Counts the origin's answer, if the key is still remembered.</summary>
    public void Respond(ulong key, long now, int status)
    {
        var set = (uint)key & _setMask;
        ref var gate = ref Enter(set);
        var found = Find(key, set);
        if (found >= 0)
        {
            ref var slot = ref _slots[found];
            slot.Roll(now);
            slot.Responses.Running = Next(slot.Responses.Running);
            if (status is >= 400 and < 500)
            {
                slot.ClientErrors.Running = Next(slot.ClientErrors.Running);
            }
        }

        Volatile.Write(ref gate, 0);
    }

    private static void Add(ref WindowSlot slot, long now, in Arrival arrival, ulong peer)
    {
        slot.Roll(now);
        if (slot.Minute.Running > 0 || slot.Minute.Before > 0)
        {
            var interval = (float)((uint)slot.Last - slot.LastArrival);
            slot.Intervals.Running = Next(slot.Intervals.Running);
            slot.IntervalSum.Running += interval;
            slot.IntervalSquares.Running += interval * interval;
        }

        slot.LastArrival = (uint)slot.Last;
        slot.TenSeconds.Running = Next(slot.TenSeconds.Running);
        slot.Minute.Running = Next(slot.Minute.Running);
        slot.TenMinutes.Running = Next(slot.TenMinutes.Running);
        slot.Paths.Running |= Bit(arrival.Path);
        slot.Peers.Running |= peer == 0 ? 0 : Bit(peer);
        if (arrival.IsAsset && slot.Assets.Running < ushort.MaxValue)
        {
            slot.Assets.Running++;
        }

        if (arrival.IsHead && slot.Heads.Running < ushort.MaxValue)
        {
            slot.Heads.Running++;
        }

        slot.Robots.Running |= arrival.IsRobots ? (byte)1 : (byte)0;
    }

    private static ulong Bit(ulong hash) => 1UL << (int)(hash >> 58);

    private static uint Next(uint count) => count == uint.MaxValue ? count : count + 1;

    private int Find(ulong key, uint set)
    {
        var first = (int)set * Ways;
        var ways = _keys.AsSpan(first, Ways);
        var found = ways.IndexOf(key);
        return found < 0 ? -1 : first + found;
    }

    private int Place(ulong key, uint set, long now)
    {
        var found = Find(key, set);
        if (found >= 0)
        {
            return found;
        }

        var place = LeastActive((int)set * Ways, now);
        _keys[place] = key;
        _slots[place] = new WindowSlot { Last = now };
        return place;
    }

    private int LeastActive(int first, long now)
    {
        var (least, leastCount, leastLast) = (first, long.MaxValue, long.MaxValue);
        for (var place = first; place < first + Ways; place++)
        {
            if (_keys[place] == 0)
            {
                return place;
            }

            ref var slot = ref _slots[place];
            var count = now - slot.Last > WindowSpans.TenMinutes
                ? -1
                : (long)slot.TenMinutes.Running + slot.TenMinutes.Before;
            if (count < leastCount || (count == leastCount && slot.Last < leastLast))
            {
                (least, leastCount, leastLast) = (place, count, slot.Last);
            }
        }

        return least;
    }

    // Held for tens of nanoseconds and never across a call that waits, so spinning beats a kernel lock.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int Enter(uint set)
    {
        ref var gate = ref _locks[(set % Locks) * LockStride];
        if (Interlocked.CompareExchange(ref gate, 1, 0) != 0)
        {
            Wait(ref gate);
        }

        return ref gate;
    }

    private static void Wait(ref int gate)
    {
        var spin = new SpinWait();
        do
        {
            spin.SpinOnce();
        }
        while (Volatile.Read(ref gate) != 0 || Interlocked.CompareExchange(ref gate, 1, 0) != 0);
    }
}
