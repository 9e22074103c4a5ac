using Weir.Decisions;

namespace Weir.Releases.Tests.Judging;

/// <summary>For tests alone, where a refusal that nobody expects ends the test.</summary>
internal static class Outcomes
{
    public static T Must<T>(this Outcome<T, Refusal> outcome)
        where T : notnull => outcome.Match(
            static value => value, static r => throw new InvalidOperationException(r.ToString()));

    public static Refusal? Refused<T>(this Outcome<T, Refusal> outcome)
        where T : notnull => outcome.Match(static _ => default(Refusal?), static r => r);
}
