namespace Weir.Decisions.Language.Compilation;

/// <summary>Values and ranges, both ends included; a member is found by bisection.</summary>
internal sealed class RangeSet<T>
    where T : struct, IComparable<T>
{
    private readonly T[] _lows;
    private readonly T[] _highs;

    public RangeSet(IEnumerable<(T Low, T High)> ranges)
    {
        var merged = new Stack<(T Low, T High)>();
        foreach (var (low, high) in ranges.OrderBy(static range => range.Low))
        {
            if (merged.TryPeek(out var last) && low.CompareTo(last.High) <= 0)
            {
                if (high.CompareTo(last.High) > 0)
                {
                    _ = merged.Pop();
                    merged.Push((last.Low, high));
                }
            }
            else
            {
                merged.Push((low, high));
            }
        }

        _lows = [.. merged.Reverse().Select(static range => range.Low)];
        _highs = [.. merged.Reverse().Select(static range => range.High)];
    }

    public bool Contains(T value)
    {
        var at = Array.BinarySearch(_lows, value);
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 && value.CompareTo(_highs[at]) <= 0;
    }
}
