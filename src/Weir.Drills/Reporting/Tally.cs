using System.Collections.Immutable;
using Weir.Drills.Load;
using Weir.Drills.Scratch;

namespace Weir.Drills.Reporting;

/// <summary>Counts what the clients saw and what the origin logged; asks the node nothing.</summary>
internal sealed class Tally(
    ImmutableArray<RequestResult> results, IReadOnlyDictionary<long, OriginEntry> origin)
{
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(100);

    public ImmutableArray<RequestResult> Results { get; } = results;

    public RequestCounts Requests()
    {
        var seen = Seen().ToArray();
        return new RequestCounts(
            Results.Length,
            Results.Count(Failed),
            seen.Count(static e => e.Score is not null),
            seen.Count(static e => e.Score is null))
        {
            Reasons = seen.Where(static e => e.Score is null)
                .GroupBy(static e => e.Unscored ?? "not said")
                .ToImmutableSortedDictionary(static g => g.Key, static g => g.Count()),
            P99 = Quantile(0.99),
        };
    }

    public VerdictCounts Verdicts() => new(
        Results.Count(static r => r.WronglyBlocked),
        Results.Count(static r => r.WronglyChallenged),
        Results.Count(static r => r.WronglyForwarded));

    /// <summary>Only what began between two moments.</summary>
    public Tally Between(TimeSpan from, TimeSpan to) =>
        new([.. Results.Where(r => r.At >= from && r.At < to)], origin);

    public ImmutableArray<TimelineSlot> Slots()
    {
        var slots = new TimelineSlot[Results.IsEmpty ? 0 : (int)(Results.Max(static r => r.At) / Slot) + 1];
        foreach (var result in Results)
        {
            ref var slot = ref slots[(int)(result.At / Slot)];
            slot = Failed(result) || result.WronglyForwarded ? slot with { Wrong = slot.Wrong + 1 }
                : result.Blocked ? slot with { Blocked = slot.Blocked + 1 }
                : origin.TryGetValue(result.Mark, out var entry) && entry.Score is not null
                    ? slot with { Scored = slot.Scored + 1 }
                : slot with { Unscored = slot.Unscored + 1 };
        }

        return [.. slots];
    }

    public ImmutableArray<VisitorCount> Visitors() =>
    [
        .. Results.GroupBy(static r => r.Visitor)
            .OrderBy(static g => g.Key.Kind)
            .ThenBy(static g => g.Key.Name)
            .Select(static g => new VisitorCount(
                g.Key.Name, Kind(g.Key.Kind), g.Key.Http2 ? "HTTP/2" : "HTTP/1.1", g.Count(),
                g.Count(static r => r.FromOrigin), g.Count(static r => r.Blocked), g.Count(Failed),
                g.Count(static r => r.WronglyBlocked || r.WronglyChallenged || r.WronglyForwarded))),
    ];

    private static bool Failed(RequestResult result) =>
        result.Failed || result.WronglyBlocked || result.WronglyChallenged;

    private static string Kind(VisitorKind kind) => kind switch
    {
        VisitorKind.Person => "person",
        VisitorKind.VerifiedBot => "verified bot",
        VisitorKind.Attacker => "attacker",
        VisitorKind.Unset => "unknown",
        _ => "unknown",
    };

    private IEnumerable<OriginEntry> Seen()
    {
        foreach (var result in Results)
        {
            if (origin.TryGetValue(result.Mark, out var entry))
            {
                yield return entry;
            }
        }
    }

    private double Quantile(double share)
    {
        var sorted = Results.Select(static r => r.Took.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
