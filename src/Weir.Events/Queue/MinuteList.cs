using Weir.Decisions;

namespace Weir.Events.Queue;

/// <summary>How many of some events belong to which minute; few different ones.</summary>
internal sealed class MinuteList
{
    private readonly long[] _minutes = new long[Limits.EventBatchMinutes];
    private readonly int[] _counts = new int[Limits.EventBatchMinutes];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public bool HasRoomFor(long minute) => Length < _minutes.Length || Find(minute) >= 0;

    public bool HasRoomFor(MinuteList others)
    {
        var more = 0;
        for (var i = 0; i < others.Length; i++)
        {
            more += Find(others._minutes[i]) < 0 ? 1 : 0;
        }

        return Length + more <= _minutes.Length;
    }

    /// <summary>Adds to a minute for which there is room.</summary>
    public void Add(long minute, int count)
    {
        var at = Find(minute);
        if (at < 0)
        {
            at = Length++;
            _minutes[at] = minute;
            _counts[at] = 0;
        }

        _counts[at] += count;
    }

    public void Add(MinuteList others)
    {
        for (var i = 0; i < others.Length; i++)
        {
            Add(others._minutes[i], others._counts[i]);
        }
    }

    public (long Minute, int Count) At(int index) => (_minutes[index], _counts[index]);

    // From the end: events of the newest minute are most of them.
    private int Find(long minute)
    {
        for (var i = Length - 1; i >= 0; i--)
        {
            if (_minutes[i] == minute)
            {
                return i;
            }
        }

        return -1;
    }
}
