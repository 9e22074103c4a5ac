namespace Weir.Bench.Scoring.Measuring;

/// <summary>What one subject did in one scenario.</summary>
/// <param name="Name">Of the subject.</param>
/// <param name="Goal">How many times faster it is meant to be.</param>
/// <param name="Nanoseconds">For a row, over the rounds.</param>
/// <param name="Ratio">How many times faster than LightGBM, made within each round.</param>
/// <param name="P50">Of rows timed one by one, the clock's own time taken off.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Bytes">Managed bytes for a row.</param>
/// <param name="Unequal">Rows whose bits are not LightGBM's; null where they need not be.</param>
internal sealed record Outcome(
    string Name, double? Goal, Spread Nanoseconds, Spread Ratio, double P50, double P99, double Bytes,
    int? Unequal);
