using System.Globalization;
using Weir.Decisions;
using Weir.Releases.Tests.Judging;

namespace Weir.Releases.Tests.Making;

/// <summary>
/// Signals that are well formed and do not agree with what the node counted itself. Each is right in
/// everything but one, so that only one check sees it.
/// </summary>
internal static class HourFaults
{
    private const string Requests = "1200.5";
    private const int Minutes = 60;

    public static IEnumerable<Made> All()
    {
        // Five minutes make up for the one, each within what may be between two clocks.
        yield return Rows("a-minute-of-more-rows", Told(i => i == 9 ? 5 : i is > 9 and < 15 ? -1 : 0));
        yield return Rows("a-minute-of-fewer-rows", Told(i => i == 9 ? -5 : i is > 9 and < 15 ? 1 : 0));
        yield return Rows("more-rows-in-all", Told(static _ => 1));
        yield return Rows("fewer-rows-in-all", Told(static _ => -1));
        yield return Rows("a-minute-left-out", Told(static i => i == 9 ? null : 0));
        yield return Bad("a-feature-missing-more", ContentDraft.Signals
            .With("counts", Told(static _ => 0))
            .With("features", Made.Replaced(ContentDraft.Columns, "0.25", "0.31")));

        // Without the last minute, of which there were many more requests than events can stand for.
        yield return Sum("more-requests-than-were-offered", Told(static i => i == Minutes - 1 ? null : 0),
            (SmallHour.Offered * Minutes) + (20 * Limits.EventSampling));
        yield return Sum("more-requests-than-rows-stand-for", Told(static _ => 0),
            SmallHour.OfferedLast / 2);
    }

    public static Made Good() => new(
        "hour-signals", Hour(Told(static _ => 0)).Bytes(), Judge.Accepted);

    /// <summary>As many as rows and requests can explain, where most were left out.</summary>
    public static Made GoodSampled() => new(
        "hour-signals-sampled",
        Hour(Told(static _ => 0)).With("traffic", Traffic(1_000_000)).Bytes(),
        Judge.Accepted);

    private static Made Rows(string name, string counts) => Bad(name, Hour(counts));

    private static Made Sum(string name, string counts, long requests) =>
        Bad(name, Hour(counts).With("traffic", Traffic(requests)));

    private static Made Bad(string name, Draft draft) =>
        new($"hour-{name}", draft.Bytes(), $"{Gate.Reconcile}: {RefusalReason.Reconcile}");

    private static Draft Hour(string counts) => ContentDraft.Signals.With("counts", counts);

    private static string Traffic(long requests) => Made.Replaced(
        ContentDraft.Traffic, Requests, requests.ToString(CultureInfo.InvariantCulture));

    /// <param name="more">By how many rows each minute differs; null leaves it out.</param>
    private static string Told(Func<int, int?> more)
    {
        var lines = Enumerable.Range(0, Minutes).Select(i =>
        {
            var stored = i == Minutes - 1 ? 1 : SmallHour.Stored;
            return more(i) is { } by
                ? string.Create(
                    CultureInfo.InvariantCulture, $"{SmallHour.Last - Minutes + 1 + i}\t{stored + by}\n")
                : "";
        });
        return string.Concat(lines);
    }
}
