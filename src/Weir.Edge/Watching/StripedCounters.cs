namespace Weir.Edge.Watching;

/// <summary>
/// Counters that many cores add to without a lock and mostly without sharing a cache line: each core
/// adds to its own stripe, and reading sums the stripes. A sum is exact once the adding has stopped and
/// never goes backwards while it goes on.
/// </summary>
internal sealed class StripedCounters
{
    /// <summary>
    /// Longs of room at both ends of a stripe: two cache lines, because cores prefetch in pairs.
    /// </summary>
    private const int Padding = 16;

    private readonly long[][] _stripes;
    private readonly int _cells;

    /// <param name="cells">How many counters.</param>
    /// <param name="stripes">At most this many copies; fewer where there are fewer cores.</param>
    public StripedCounters(int cells, int stripes = 8)
    {
        var count = 1;
        while (count < stripes && count < Environment.ProcessorCount)
        {
            count *= 2;
        }

        _cells = cells;
        _stripes = new long[count][];
        for (var i = 0; i < count; i++)
        {
            _stripes[i] = new long[cells + (2 * Padding)];
        }
    }

    /// <summary>Adds; a cell that does not exist, as from a corrupt enum, is counted in cell 0.</summary>
    public void Add(int cell, long amount = 1)
    {
        var known = (uint)cell < (uint)_cells ? cell : 0;
        var stripe = _stripes[Thread.GetCurrentProcessorId() & (_stripes.Length - 1)];
        Interlocked.Add(ref stripe[Padding + known], amount);
    }

    public long Read(int cell)
    {
        long sum = 0;
        foreach (var stripe in _stripes)
        {
            sum += Volatile.Read(ref stripe[Padding + cell]);
        }

        return sum;
    }
}
