using System.Numerics;

namespace Weir.Decisions.Signals.Windows;

/// <summary>
/// What the windows said when one request arrived, its own arrival included. Reused from request to
/// request; a value is worked out only when it is asked for.
/// </summary>
public sealed class WindowReadings
{
    // Bits of a set of hashes, and where all are set.
    private const int Classes = 64;

    internal WindowSlot Address;
    internal WindowSlot Prefix;
    internal WindowSlot Tls;
    internal WindowSlot UserAgent;
    private Arrival _arrival;
    private long _now;

    /// <summary>Whether it belongs to a request at all.</summary>
    public bool Taken { get; private set; }

    public void Clear() => Taken = false;

    /// <summary>By the place in <see cref="WindowFields.All"/>.</summary>
    public double Window(int index)
    {
        var fields = WindowFields.All.AsSpan();
        return (uint)index < (uint)fields.Length
            ? Read(fields[index].Key, fields[index].Measure, fields[index].Span)
            : double.NaN;
    }

    /// <returns>The value, or NaN where it is missing: no such key, or nothing to take a share of.</returns>
    public double Read(WindowKey key, WindowMeasure measure, WindowSpan span)
    {
        if (!Taken)
        {
            return double.NaN;
        }

        switch (key)
        {
            case WindowKey.Address:
                return _arrival.Address == 0 ? double.NaN : Read(ref Address, measure, span);
            case WindowKey.Prefix:
                return _arrival.Prefix == 0 ? double.NaN : Read(ref Prefix, measure, span);
            case WindowKey.Tls:
                return _arrival.Tls == 0 ? double.NaN : Read(ref Tls, measure, span);
            case WindowKey.UserAgent:
                return _arrival.UserAgent == 0 ? double.NaN : Read(ref UserAgent, measure, span);
            case WindowKey.Unset:
            default:
                return double.NaN;
        }
    }

    internal void Begin(long now, in Arrival arrival)
    {
        _now = now;
        _arrival = arrival;
        Taken = true;
    }

    private double Read(ref WindowSlot slot, WindowMeasure measure, WindowSpan span) => measure switch
    {
        WindowMeasure.Count => Count(ref slot, span),
        WindowMeasure.DistinctPaths => Distinct(slot.Paths.Running | slot.Paths.Before),
        WindowMeasure.DistinctPeers => Distinct(slot.Peers.Running | slot.Peers.Before),
        WindowMeasure.IntervalMean => Mean(ref slot),
        WindowMeasure.IntervalVariation => Variation(ref slot),
        WindowMeasure.AssetShare => Share(slot.Assets.Running, slot.Assets.Before, slot.TenMinutes),
        WindowMeasure.HeadShare => Share(slot.Heads.Running, slot.Heads.Before, slot.TenMinutes),
        WindowMeasure.ClientErrorShare =>
            Share(slot.ClientErrors.Running, slot.ClientErrors.Before, slot.Responses),
        WindowMeasure.RobotsFetched => slot.Robots.Running | slot.Robots.Before,
        WindowMeasure.Unset => double.NaN,
        _ => double.NaN,
    };

    private double Count(ref WindowSlot slot, WindowSpan span) => span switch
    {
        WindowSpan.TenSeconds => Sum(slot.TenSeconds, WindowSpans.TenSeconds),
        WindowSpan.Minute => Sum(slot.Minute, WindowSpans.Minute),
        WindowSpan.TenMinutes => Sum(slot.TenMinutes, WindowSpans.TenMinutes),
        WindowSpan.Unset => double.NaN,
        _ => double.NaN,
    };

    // The slot may be a little ahead of the request: another one of the same key arrived first.
    private double Sum(Pair<uint> pair, long span) =>
        pair.Running + (pair.Before * WindowSpans.Weight(_now, span));

    private double Share(double running, double before, Pair<uint> whole)
    {
        var all = Sum(whole, WindowSpans.TenMinutes);
        return all > 0
            ? Math.Min(1, (running + (before * WindowSpans.Weight(_now, WindowSpans.TenMinutes))) / all)
            : double.NaN;
    }

    private static double Mean(ref WindowSlot slot)
    {
        var count = (double)slot.Intervals.Running + slot.Intervals.Before;
        return count > 0 ? ((double)slot.IntervalSum.Running + slot.IntervalSum.Before) / count : double.NaN;
    }

    private static double Variation(ref WindowSlot slot)
    {
        var count = (double)slot.Intervals.Running + slot.Intervals.Before;
        var mean = Mean(ref slot);
        if (count < 2 || !(mean > 0))
        {
            return double.NaN;
        }

        var squares = ((double)slot.IntervalSquares.Running + slot.IntervalSquares.Before) / count;
        return Math.Sqrt(Math.Max(0, squares - (mean * mean))) / mean;
    }

    /// <summary>
    /// Linear counting (Whang, Vander-Zanden and Taylor, 1990): classes that nothing fell into tell how many
    /// different things there were. With none left, the answer is that of half a class.
    /// </summary>
    private static double Distinct(ulong bits)
    {
        var empty = Classes - BitOperations.PopCount(bits);
        return Classes * Math.Log(Classes / (empty == 0 ? 0.5 : empty));
    }
}
