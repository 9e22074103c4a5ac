using System.Net;
using Weir.Decisions.Signals.Recorded;

namespace Weir.Keeper.Training.Rows;

/// <summary>
/// Puts sessions on one timeline: each gets an address and a starting time by a seed, from one distribution
/// for bots and persons alike, and keeps its own rhythm. Some share an address, as people behind one router
/// do, and many a prefix.
/// </summary>
internal static class Timeline
{
    private const int MillisecondsPerSession = 4_000;
    private const double SharedAddress = 0.15;
    private const int SessionsPerPrefix = 3;

    public static IEnumerable<Step> Of(IReadOnlyList<RecordedSession> sessions, int seed)
    {
        var random = new Random(seed);
        var prefixes = Math.Max(1, sessions.Count / SessionsPerPrefix);
        var steps = new List<Step>();
        IPAddress? last = null;
        foreach (var session in sessions.OrderBy(_ => random.Next()).ToList())
        {
            var address = last is { } shared && random.NextDouble() < SharedAddress
                ? shared
                : Address(random.Next(prefixes), random.Next(1, 255));
            last = address;
            var start = (long)(random.NextDouble() * sessions.Count * MillisecondsPerSession);
            var first = session.Requests.Count > 0 ? session.Requests[0].At : 0;
            var turn = 0;
            steps.AddRange(session.Requests.Select(r => new Step(
                session.Label, r.Moved(address, r.At),
                start + ((r.At - first) / TimeSpan.TicksPerMillisecond), ++turn)));
        }

        return steps.OrderBy(static s => s.At)
            .ThenBy(static s => s.Label.Session, StringComparer.Ordinal)
            .ThenBy(static s => s.Turn);
    }

    // Networks that are for benchmarks only (RFC 2544), so that nobody's are named.
    private static IPAddress Address(int prefix, int host) =>
        new([198, (byte)(18 + ((prefix >> 8) & 1)), (byte)prefix, (byte)host]);

    /// <param name="Label">Of its session.</param>
    /// <param name="Request">With its assigned address.</param>
    /// <param name="At">Milliseconds since the timeline began.</param>
    /// <param name="Turn">From 1.</param>
    public readonly record struct Step(SessionLabel Label, RecordedRequest Request, long At, int Turn);
}
