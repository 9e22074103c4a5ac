namespace Weir.Decisions.Verdicts;

/// <summary>
/// How often each rule of one set fired, and how often it came out missing. Safe for many threads.
/// </summary>
/// <param name="rules">How many rules the set has.</param>
public sealed class RuleTally(int rules)
{
    private readonly long[] _fired = new long[rules];
    private readonly long[] _missing = new long[rules];

    /// <param name="rule">Its place in the set.</param>
    public long Fired(int rule) => Volatile.Read(ref _fired[rule]);

    /// <inheritdoc cref="Fired"/>
    public long Missing(int rule) => Volatile.Read(ref _missing[rule]);

    internal void CountFired(int rule) => Count(_fired, rule);

    internal void CountMissing(int rule) => Count(_missing, rule);

    // A tally made for another set must not end a request.
    private static void Count(long[] counts, int rule)
    {
        if ((uint)rule < (uint)counts.Length)
        {
            Interlocked.Increment(ref counts[rule]);
        }
    }
}
