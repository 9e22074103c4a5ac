using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Releases.Content;
using Weir.Releases.Lifecycle;

namespace Weir.Releases.Tests.Judging;

/// <summary>What the judge's node knows of the hour that ended before a release was made.</summary>
internal static class SmallHour
{
    /// <summary>Events stored of each minute.</summary>
    public const long Stored = 50;

    /// <summary>Requests of each minute: some were left out.</summary>
    public const long Offered = 60;

    /// <summary>Requests of the last minute, of which one event was kept.</summary>
    public const long OfferedLast = 10_000_000;

    /// <summary>The last minute of the hour, by the clock of <see cref="Judge.Now"/>.</summary>
    public static readonly long Last = (Judge.Now.AddMinutes(-2).ToUnixTimeSeconds() / 60) - 1;

    public static GateContext Context { get; } = new(
        new ActiveScoring(SmallModel.Plan, TrafficTable.Empty, ScoringSwitches.None),
        new SignalsContent(
            [new("headers", FeatureType.F32, 0), new("cookie", FeatureType.Bool, 0.25f)],
            TrafficTable.Empty,
            [.. Enumerable.Range(0, 60).Select(static i => new MinuteRows(Last - i, i == 0 ? 1 : Stored))]),
        Counted, TimeProvider.System);

    private static MinuteCount? Counted(long minute) =>
        minute > Last || minute <= Last - 60 ? null
        : minute == Last ? new MinuteCount(1, 0, OfferedLast)
        : new MinuteCount(Stored, 0, Offered);
}
