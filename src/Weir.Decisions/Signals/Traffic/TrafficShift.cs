namespace Weir.Decisions.Signals.Traffic;

/// <summary>
/// What a fingerprint's traffic does to a score, beside the model: down, where heuristics took much of its
/// traffic for automated, and by at most <see cref="Limits.TrafficPoints"/>. Never up: whoever wants a better
/// score could send the traffic that makes it. The bound is what a crowd that wears a browser's fingerprint
/// can do to the people who really use that browser.
/// </summary>
public static class TrafficShift
{
    // Below this share a few odd clients behind a fingerprint say nothing about the rest.
    private const double LeastRatio = 0.1;
    private const double FullRatio = 0.9;

    // So many requests, and from so many addresses, count half.
    private const double HalfRequests = 200;
    private const double HalfAddresses = 10;

    /// <param name="row">Of the visitor's JA4.</param>
    /// <param name="weight">0 to 1, by age.</param>
    /// <returns>
    /// 0 down to minus <see cref="Limits.TrafficPoints"/>; 0 for a row that makes no sense.
    /// </returns>
    public static int Points(in TrafficRow row, double weight)
    {
        var part = (row.HeuristicRatio - LeastRatio) / (FullRatio - LeastRatio);
        var support = Support(row.Requests, HalfRequests) * Support(row.Addresses, HalfAddresses);
        var points = Limits.TrafficPoints * Math.Clamp(part, 0, 1) * support * Math.Clamp(weight, 0, 1);
        return double.IsNaN(points) ? 0 : -(int)Math.Round(points);
    }

    /// <summary>The score with its shift, within what a model may give.</summary>
    public static int Apply(int score, int points) =>
        Math.Clamp(score + Math.Clamp(points, -Limits.TrafficPoints, 0), 1, 99);

    private static double Support(double count, double half) => count <= 0 ? 0 : count / (count + half);
}
