namespace Weir.Decisions.Signals.Traffic;

/// <summary>
/// Traffic signals by JA4, immutable; they fade with age and are then missing. A few large arrays and no
/// object for a row or its name: an activation makes as many of them as there are rows, and requests would
/// wait while the collector moves them.
/// </summary>
public sealed class TrafficTable
{
    private readonly char[] _names;
    private readonly Place[] _rows;

    /// <summary>Places of rows by hash, each one higher than it is, and 0 where there is none.</summary>
    private readonly int[] _index;

    private TrafficTable(Builder made, DateTimeOffset measured) =>
        (_names, _rows, _index, Count, Measured) = (made.Names, made.Rows, made.Index, made.Count, measured);

    public static TrafficTable Empty { get; } = new Builder(0).Build(DateTimeOffset.UnixEpoch);

    /// <summary>When the hour ended that the rows tell of.</summary>
    public DateTimeOffset Measured { get; }

    public int Count { get; }

    /// <summary>Requests of all rows together.</summary>
    public double Requests
    {
        get
        {
            double sum = 0;
            foreach (ref readonly var place in _rows.AsSpan(0, Count))
            {
                sum += place.Row.Requests;
            }

            return sum;
        }
    }

    /// <param name="rows">Distinct by JA4; a second one of the same JA4 is not taken.</param>
    /// <param name="measured">When the hour ended that they tell of.</param>
    public static TrafficTable Of(IEnumerable<TrafficRow> rows, DateTimeOffset measured)
    {
        TrafficRow[] all = [.. rows];
        var made = new Builder(all.Length);
        foreach (var row in all)
        {
            made.Add(row.Ja4, row);
        }

        return made.Build(measured);
    }

    public bool TryFind(string ja4, out TrafficRow row)
    {
        var at = Find(ja4, _index, _rows, _names);
        row = at < 0 ? default : _rows[at].Row with { Ja4 = ja4 };
        return at >= 0;
    }

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

    /// <returns>Which row, or, where there is none, the free slot of the index as its complement.</returns>
    private static int Find(ReadOnlySpan<char> ja4, int[] index, Place[] rows, char[] names)
    {
        // Seeded anew in each process: visitors choose JA4s, and could choose those that collide.
        var mask = index.Length - 1;
        for (var slot = string.GetHashCode(ja4) & mask; ; slot = (slot + 1) & mask)
        {
            var at = index[slot] - 1;
            if (at < 0)
            {
                return ~slot;
            }

            ref readonly var found = ref rows[at];
            if (ja4.SequenceEqual(names.AsSpan(found.Name, found.Length)))
            {
                return at;
            }
        }
    }

    /// <summary>Takes rows one by one, into room for as many as were said; no row is an object.</summary>
    public sealed class Builder
    {
        private const int UsualName = 40;
        private int _used;

        /// <param name="rows">At most so many are taken.</param>
        public Builder(int rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rows);
            Rows = new Place[rows];
            Names = new char[rows * UsualName];

            // Twice the rows and more, so that there is always a free slot, and a short way to it.
            Index = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * rows) + 1)];
        }

        internal Place[] Rows { get; }

        internal char[] Names { get; private set; }

        internal int[] Index { get; }

        /// <summary>How many have been taken.</summary>
        public int Count { get; private set; }

        /// <param name="ja4">Its name; that of the row is not looked at.</param>
        /// <param name="row">What is known of it.</param>
        /// <returns>False for a JA4 that is there already, and where there is no room.</returns>
        public bool Add(ReadOnlySpan<char> ja4, in TrafficRow row)
        {
            var slot = Find(ja4, Index, Rows, Names);
            if (slot >= 0 || Count == Rows.Length)
            {
                return false;
            }

            if (Names.Length - _used < ja4.Length)
            {
                var names = new char[(2 * Names.Length) + ja4.Length];
                Names.CopyTo(names, 0);
                Names = names;
            }

            ja4.CopyTo(Names.AsSpan(_used));
            Rows[Count] = new Place(_used, ja4.Length, row with { Ja4 = "" });
            _used += ja4.Length;
            Index[~slot] = ++Count;
            return true;
        }

        /// <param name="measured">When the hour ended that the rows tell of.</param>
        public TrafficTable Build(DateTimeOffset measured) => new(this, measured);
    }

    /// <param name="Name">Where its name begins.</param>
    /// <param name="Length">Of the name.</param>
    /// <param name="Row">Without its name.</param>
    internal readonly record struct Place(int Name, int Length, TrafficRow Row);
}
