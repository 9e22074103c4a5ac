using Weir.Decisions.Signals.Traffic;

namespace Weir.Decisions.Tests.Signals.Traffic;

/// <summary>Rows of traffic signals as tests want them.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Measured = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Borne out by as many requests and addresses as anything needs.</summary>
    public static TrafficRow Row(
        string ja4, float heuristic, double requests = 10_000, double addresses = 1_000) =>
        new(ja4, requests, addresses, 0.5f, heuristic, 0.25f, 0.75f, 0.125f, 3);

    public static TrafficTable Table(params TrafficRow[] rows) => TrafficTable.Of(rows, Measured);
}
