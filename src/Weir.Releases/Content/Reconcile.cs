using Weir.Decisions;

namespace Weir.Releases.Content;

/// <summary>
/// Holds what the database says of the last hour against what this node counted itself: a query that doubles,
/// halves or shifts its rows says so here, however well formed its result is.
/// </summary>
internal static class Reconcile
{
    // Sampled rows stand for more than one request, so sums of weights are only as good as the sampling.
    private const double Tolerance = 0.01;

    /// <summary>
    /// An event also stands for requests left out before it, perhaps of another minute: in each of the parts
    /// of an edge's queue so many at most at a time. It has eight; this is more.
    /// </summary>
    private const double Carried = 16 * Limits.EventSampling;

    public static Refusal? Check(SignalsContent signals, GateContext context) =>
        CheckMinutes(signals, context) ?? CheckRequests(signals, context)
        ?? CheckMissing(signals, context.Before);

    private static Refusal? CheckMinutes(SignalsContent signals, GateContext context)
    {
        long rows = 0, least = 0, most = 0, known = 0;
        foreach (var count in signals.Counts)
        {
            if (context.Counted(count.Minute) is not { } mine)
            {
                continue;
            }

            known++;
            rows += count.Rows;
            least += mine.Stored;
            most += mine.Stored + mine.Uncertain;

            // A minute by itself: an hour that is shifted can add up all the same. One row is the least that
            // a clock between two minutes can move.
            var slack = Math.Max(1, (long)(mine.Stored * Tolerance));
            if (count.Rows < mine.Stored - slack || count.Rows > mine.Stored + mine.Uncertain + slack)
            {
                return Refuse(
                    $"{count.Rows} rows of {Minute(count.Minute)}, this node stored {mine.Stored}"
                    + $"{(mine.Uncertain > 0 ? $" and is not sure of {mine.Uncertain}" : "")}");
            }
        }

        var whole = Math.Max(1, (long)(least * Tolerance));
        return rows >= least - whole && rows <= most + whole
            ? CheckAbsent(signals, context)
            : Refuse($"{rows} rows in {known} minutes, this node stored {least}");
    }

    /// <summary>A minute that the release leaves out must be one in which nothing was stored.</summary>
    private static Refusal? CheckAbsent(SignalsContent signals, GateContext context)
    {
        var told = signals.Counts.Select(static c => c.Minute).ToHashSet();
        var last = signals.Traffic.Measured.ToUnixTimeSeconds() / 60;
        for (var minute = last - Limits.SignalMinutes; minute < last; minute++)
        {
            if (!told.Contains(minute) && context.Counted(minute) is { Stored: > 1 } mine)
            {
                return Refuse($"no rows of {Minute(minute)}, this node stored {mine.Stored}");
            }
        }

        return null;
    }

    /// <summary>
    /// Requests are sums of weights. An event's weight counts itself and the requests left out before it:
    /// at most <see cref="Limits.EventSampling"/> for each row, and in all no more than were offered.
    /// </summary>
    private static Refusal? CheckRequests(SignalsContent signals, GateContext context)
    {
        var requests = signals.Traffic.Requests;
        double rows = 0, offered = 0;
        foreach (var count in signals.Counts)
        {
            // Of a minute that nobody counted, only what its rows can stand for is known.
            var most = (double)count.Rows * Limits.EventSampling;
            rows += most;
            offered += context.Counted(count.Minute)?.Offered ?? most;
        }

        if (requests > rows)
        {
            return Refuse($"{requests:0} requests of rows that stand for at most {rows:0}, each for "
                + $"{Limits.EventSampling}");
        }

        return requests > (offered * (1 + Tolerance)) + Carried
            ? Refuse($"{requests:0} requests, this node had {offered:0}")
            : null;
    }

    /// <summary>
    /// A column that a query loses is missing at once in rows that had it in the release before. What has
    /// changed is told from that by the counts: rows that have come since may all be without it, as those of
    /// another kind of visitor are, and rows that have gone may all have had it.
    /// </summary>
    private static Refusal? CheckMissing(SignalsContent signals, SignalsContent? before)
    {
        if (before is null)
        {
            return null;
        }

        var had = before.Counts.ToDictionary(static c => c.Minute, static c => c.Rows);
        double rows = signals.Counts.Sum(static c => c.Rows);
        double were = before.Counts.Sum(static c => c.Rows);
        double come = signals.Counts.Sum(c => Math.Max(0, c.Rows - had.GetValueOrDefault(c.Minute)));
        var shares = before.Features.ToDictionary(static f => f.Name, static f => f.Missing);
        foreach (var feature in signals.Features)
        {
            if (!shares.TryGetValue(feature.Name, out var was))
            {
                continue;
            }

            var most = Math.Max(was, Math.Min(1, ((was * were) + come) / Math.Max(1, rows)));
            if (feature.Missing > most + Limits.MissingShareStep)
            {
                return Refuse($"'{feature.Name}' is missing in {feature.Missing:P1} of {rows:0} rows, before "
                    + $"in {was:P1} of {were:0}; with the {come:0} that came since at most {most:P1}, and "
                    + $"{Limits.MissingShareStep:P0} more");
            }
        }

        return null;
    }

    private static string Minute(long minute) =>
        DateTimeOffset.FromUnixTimeSeconds(minute * 60).ToString("HH:mm", null);

    private static Refusal Refuse(string detail) =>
        Refusal.Of(Gate.Reconcile, RefusalReason.Reconcile, detail);
}
