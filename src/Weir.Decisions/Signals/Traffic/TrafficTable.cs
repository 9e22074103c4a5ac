using System.Collections.Frozen;

namespace Weir.Decisions.Signals.Traffic;

/// <summary>Traffic signals by JA4, immutable; they fade with age and are then missing.</summary>
public sealed class TrafficTable
{
    private readonly FrozenDictionary<string, TrafficRow> _rows;

    private TrafficTable(FrozenDictionary<string, TrafficRow> rows, DateTimeOffset measured) =>
        (_rows, Measured) = (rows, measured);

    public static TrafficTable Empty { get; } =
        new(FrozenDictionary<string, TrafficRow>.Empty, DateTimeOffset.UnixEpoch);

    /// <summary>When the hour ended that the rows tell of.</summary>
    public DateTimeOffset Measured { get; }

    public int Count => _rows.Count;

    /// <summary>Requests of all rows together.</summary>
    public double Requests => _rows.Values.Sum(static row => row.Requests);

    /// <param name="rows">Distinct by JA4; a second one of the same JA4 is not taken.</param>
    /// <param name="measured">When the hour ended that they tell of.</param>
    public static TrafficTable Of(IEnumerable<TrafficRow> rows, DateTimeOffset measured)
    {
        var distinct = new Dictionary<string, TrafficRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            distinct.TryAdd(row.Ja4, row);
        }

        return new TrafficTable(distinct.ToFrozenDictionary(StringComparer.Ordinal), measured);
    }

    public bool TryFind(string ja4, out TrafficRow row) => _rows.TryGetValue(ja4, out row);

    /// <summary>
    /// How much it is believed: 1 until <see cref="Limits.TrafficFull"/> after it was measured, from there
    /// in a straight line to 0 at <see cref="Limits.TrafficGone"/>. 0 means that it is missing.
    /// </summary>
    public double Weight(DateTimeOffset now)
    {
        var age = now - Measured;
        return age < -Limits.TrafficAhead || age >= Limits.TrafficGone ? 0
            : age <= Limits.TrafficFull ? 1
            : (Limits.TrafficGone - age) / (Limits.TrafficGone - Limits.TrafficFull);
    }
}
