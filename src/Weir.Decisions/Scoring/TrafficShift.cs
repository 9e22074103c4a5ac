using Weir.Decisions.Signals.Traffic;

namespace Weir.Decisions.Scoring;

/// <summary>
/// What traffic signals do to a score that the model gave. Beside the model, because the laboratory that
/// trains it has no hours of a site's traffic; bounded, because whoever sends enough requests writes them.
/// Only ever downwards, and never made from scores, so no score can raise or confirm another.
/// </summary>
public static class TrafficShift
{
    /// <param name="score">1 to 99.</param>
    /// <param name="row">Of the request's JA4.</param>
    /// <param name="weight">How much the row is believed, 0 to 1.</param>
    /// <returns>1 to 99, lower by at most <see cref="Limits.TrafficPoints"/>.</returns>
    public static int Apply(int score, in TrafficRow row, double weight) =>
        Math.Max(1, score - Points(row, weight));

    /// <summary>
    /// More the higher the share of automated requests, the more requests and addresses bear it out, and the
    /// newer it is.
    /// </summary>
    private static int Points(in TrafficRow row, double weight)
    {
        var automated = Ramp(row.HeuristicRatio, Limits.TrafficRatioFrom, Limits.TrafficRatioFull);
        var requests = Ramp(row.Requests, Limits.TrafficRequestsFrom, Limits.TrafficRequestsFull);
        var addresses = Ramp(row.Addresses, Limits.TrafficAddressesFrom, Limits.TrafficAddressesFull);
        return (int)Math.Round(
            Limits.TrafficPoints * automated * requests * addresses * Ramp(weight, 0, 1));
    }

    // 0 up to from, 1 from full on, a straight line between; of what is not a number 0.
    private static double Ramp(double value, double from, double full) =>
        value > from ? Math.Min(1, (value - from) / (full - from)) : 0;
}
