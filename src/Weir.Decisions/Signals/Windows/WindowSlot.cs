using System.Runtime.InteropServices;

namespace Weir.Decisions.Signals.Windows;

/// <summary>
/// What is remembered of one key: two cache lines. Each pair is a running bucket and the one before it.
/// Counters stop at their largest value instead of beginning anew.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct WindowSlot
{
    public const int Bytes = 128;

    /// <summary>Of the last arrival or response, in milliseconds.</summary>
    public long Last;

    public Pair<uint> TenSeconds;
    public Pair<uint> Minute;
    public Pair<uint> TenMinutes;

    /// <summary>One bit for each of 64 classes of paths, over a minute.</summary>
    public Pair<ulong> Paths;

    /// <summary>The same for user agents or addresses, over ten minutes.</summary>
    public Pair<ulong> Peers;

    /// <summary>
    /// Intervals between arrivals over a minute: how many, their sum and sum of squares in ms.
    /// </summary>
    public Pair<uint> Intervals;
    public Pair<float> IntervalSum;
    public Pair<float> IntervalSquares;

    // Over ten minutes.
    public Pair<uint> Responses;
    public Pair<uint> ClientErrors;
    public Pair<ushort> Assets;
    public Pair<ushort> Heads;
    public Pair<byte> Robots;

    /// <summary>
    /// When the last arrival was, in milliseconds modulo 2^32; its buckets say whether it counts.
    /// </summary>
    public uint LastArrival;

    /// <summary>
    /// Brings every bucket up to <paramref name="now"/>; a clock that went back changes nothing.
    /// </summary>
    public void Roll(long now)
    {
        if (now <= Last)
        {
            return;
        }

        switch (WindowSpans.Passed(Last, now, WindowSpans.TenSeconds))
        {
            case 0:
                Last = now;
                return;
            case 1:
                TenSeconds.Turn();
                break;
            default:
                TenSeconds = default;
                break;
        }

        RollMinute(now);
        RollTenMinutes(now);
        Last = now;
    }

    private void RollMinute(long now)
    {
        switch (WindowSpans.Passed(Last, now, WindowSpans.Minute))
        {
            case 0:
                return;
            case 1:
                Minute.Turn();
                Paths.Turn();
                Intervals.Turn();
                IntervalSum.Turn();
                IntervalSquares.Turn();
                return;
            default:
                Minute = default;
                Paths = default;
                Intervals = default;
                IntervalSum = default;
                IntervalSquares = default;
                return;
        }
    }

    private void RollTenMinutes(long now)
    {
        switch (WindowSpans.Passed(Last, now, WindowSpans.TenMinutes))
        {
            case 0:
                return;
            case 1:
                TenMinutes.Turn();
                Peers.Turn();
                Responses.Turn();
                ClientErrors.Turn();
                Assets.Turn();
                Heads.Turn();
                Robots.Turn();
                return;
            default:
                TenMinutes = default;
                Peers = default;
                Responses = default;
                ClientErrors = default;
                Assets = default;
                Heads = default;
                Robots = default;
                return;
        }
    }
}

/// <summary>The running bucket and the one before it.</summary>
internal struct Pair<T>
    where T : unmanaged
{
    public T Running;
    public T Before;

    public void Turn()
    {
        Before = Running;
        Running = default;
    }
}
