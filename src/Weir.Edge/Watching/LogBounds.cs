using System.Collections.Concurrent;

namespace Weir.Edge.Watching;

/// <summary>
/// How many lines of each key pass in a second. Following a key costs one small object, and the number
/// of keys is bounded too: those beyond share one allowance.
/// </summary>
internal sealed class LogBounds(int linesPerSecond, int keys)
{
    /// <summary>Where lines go whose key came when all places were taken.</summary>
    public const string OtherKeys = "log.other_keys";

    /// <summary>Seconds after which an unused key may make room for another.</summary>
    private const long Idle = 60;

    private readonly ConcurrentDictionary<string, Allowance> _allowances = new(StringComparer.Ordinal);
    private readonly Allowance _others = new();
    private int _followed;

    /// <summary>Whether one more line of this key passes in this second.</summary>
    public bool Admit(string key, long second) => Follow(key).Admit(second, linesPerSecond);

    /// <summary>
    /// Takes every key's number of lines left out since the last call, and lets go of idle keys.
    /// </summary>
    public void Summarise(long second, Action<string, long> leftOut)
    {
        foreach (var (key, allowance) in _allowances)
        {
            Report(key, allowance, leftOut);
            if (Volatile.Read(ref _followed) >= keys && allowance.Second < second - Idle
                && _allowances.TryRemove(key, out _))
            {
                Interlocked.Decrement(ref _followed);
            }
        }

        Report(OtherKeys, _others, leftOut);
    }

    /// <summary>Gives back a number whose summary could not be written, for the next one.</summary>
    public void Restore(string key, long count) => Follow(key).Restore(count);

    private static void Report(string key, Allowance allowance, Action<string, long> leftOut)
    {
        if (allowance.TakeSuppressed() is var count and > 0)
        {
            leftOut(key, count);
        }
    }

    private Allowance Follow(string key)
    {
        if (_allowances.TryGetValue(key, out var known))
        {
            return known;
        }

        if (key == OtherKeys || Interlocked.Increment(ref _followed) > keys)
        {
            if (key != OtherKeys)
            {
                Interlocked.Decrement(ref _followed);
            }

            return _others;
        }

        var fresh = new Allowance();
        if (_allowances.TryAdd(key, fresh))
        {
            return fresh;
        }

        Interlocked.Decrement(ref _followed);
        return _allowances.TryGetValue(key, out known) ? known : _others;
    }

    /// <summary>One key's second and its lines in it, in one word, so that the two change together.</summary>
    private sealed class Allowance
    {
        private const int CountBits = 24;
        private const long CountMask = (1L << CountBits) - 1;

        private long _word = -1L << CountBits;
        private long _suppressed;

        public long Second => Volatile.Read(ref _word) >> CountBits;

        public bool Admit(long second, int limit)
        {
            var seen = Volatile.Read(ref _word);
            while (true)
            {
                var count = seen >> CountBits == second ? seen & CountMask : 0;
                if (count >= limit)
                {
                    Interlocked.Increment(ref _suppressed);
                    return false;
                }

                var found = Interlocked.CompareExchange(ref _word, (second << CountBits) | (count + 1), seen);
                if (found == seen)
                {
                    return true;
                }

                // Another thread took a place; after at most `limit` rounds there is none left to race for.
                seen = found;
            }
        }

        public long TakeSuppressed() => Interlocked.Exchange(ref _suppressed, 0);

        public void Restore(long count) => Interlocked.Add(ref _suppressed, count);
    }
}
