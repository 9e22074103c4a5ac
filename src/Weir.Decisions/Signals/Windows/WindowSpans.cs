namespace Weir.Decisions.Signals.Windows;

/// <summary>Lengths of windows in milliseconds, and what of an earlier bucket still counts.</summary>
internal static class WindowSpans
{
    public const long TenSeconds = 10_000;
    public const long Minute = 60_000;
    public const long TenMinutes = 600_000;

    /// <summary>Bucket boundaries between two times: 0, 1, or 2 for two and more.</summary>
    public static int Passed(long from, long to, long span) => (int)Math.Min(2, (to / span) - (from / span));

    /// <summary>Share of the bucket before the running one that lies within the window ending now.</summary>
    public static double Weight(long now, long span) => 1 - ((double)(now % span) / span);
}
