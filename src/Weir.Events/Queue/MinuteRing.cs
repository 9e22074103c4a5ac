using Weir.Decisions;

namespace Weir.Events.Queue;

/// <summary>
/// Counts of the last minutes. Whoever owns it holds a lock around it. A minute that is older than the ring
/// is counted nowhere, and answers nothing.
/// </summary>
internal sealed class MinuteRing
{
    private readonly MinuteTally[] _tallies = new MinuteTally[Limits.EventMinutes];
    private readonly long[] _minutes = new long[Limits.EventMinutes];

    /// <summary>
    /// The place of a minute's counts; of a place to throw away where the minute is too old.
    /// </summary>
    public ref MinuteTally Of(long minute)
    {
        var at = (int)((ulong)minute % Limits.EventMinutes);
        if (_minutes[at] > minute)
        {
            _outside = default;
            return ref _outside;
        }

        if (_minutes[at] < minute)
        {
            _minutes[at] = minute;
            _tallies[at] = default;
        }

        return ref _tallies[at];
    }

    public MinuteTally Read(long minute)
    {
        var at = (int)((ulong)minute % Limits.EventMinutes);
        return _minutes[at] == minute ? _tallies[at] : default;
    }

    private MinuteTally _outside;
}
