namespace Weir.Decisions.Verdicts;

/// <summary>
/// How often each rule of one set fired, and how often it came out missing. Safe for many threads.
/// </summary>
public sealed class RuleTally
{
    private readonly Count[] _counts;

    /// <param name="rules">How many rules the set has; all begin at 0.</param>
    public RuleTally(int rules)
    {
        _counts = new Count[rules];
        for (var i = 0; i < rules; i++)
        {
            _counts[i] = new Count();
        }
    }

    private RuleTally(Count[] counts) => _counts = counts;

    /// <summary>
    /// The tally of a set that takes the place of another: a rule that is in both, unchanged, goes on
    /// counting where it was, also what requests under the former set still add.
    /// </summary>
    public static RuleTally After(RuleSet before, RuleTally tally, RuleSet now)
    {
        var places = new Dictionary<string, int>(before.Rules.Length, StringComparer.Ordinal);
        for (var i = 0; i < before.Rules.Length; i++)
        {
            places.TryAdd(before.Rules[i].Id, i);
        }

        var counts = new Count[now.Rules.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var rule = now.Rules[i];
            var kept = places.TryGetValue(rule.Id, out var place) && place < tally._counts.Length
                && before.Rules[place] == rule;
            counts[i] = kept ? tally._counts[place] : new Count();
        }

        return new RuleTally(counts);
    }

    /// <param name="rule">Its place in the set.</param>
    public long Fired(int rule) => Volatile.Read(ref _counts[rule].Fired);

    /// <inheritdoc cref="Fired"/>
    public long Missing(int rule) => Volatile.Read(ref _counts[rule].Missing);

    // A tally made for another set must not end a request.
    internal void CountFired(int rule)
    {
        if ((uint)rule < (uint)_counts.Length)
        {
            Interlocked.Increment(ref _counts[rule].Fired);
        }
    }

    internal void CountMissing(int rule)
    {
        if ((uint)rule < (uint)_counts.Length)
        {
            Interlocked.Increment(ref _counts[rule].Missing);
        }
    }

    private sealed class Count
    {
        public long Fired;
        public long Missing;
    }
}
