namespace Weir.Decisions.Signals.Traffic;

/// <summary>What the last hour of traffic said of one JA4. Never made from scores.</summary>
/// <param name="Ja4">The official JA4.</param>
/// <param name="Requests">Weighted, so that sampled events count for those that were dropped.</param>
/// <param name="Addresses">Distinct, roughly.</param>
/// <param name="H2Ratio">Share of requests over HTTP/2, 0 to 1.</param>
/// <param name="HeuristicRatio">Share that a heuristic took for automated.</param>
/// <param name="BrowserRatio">Share whose agent claims a browser and whose headers cohere.</param>
/// <param name="RequestQuantile">Where its requests per address lie among all JA4s, 0 to 1.</param>
/// <param name="AddressQuantile">Where its number of addresses lies among all JA4s, 0 to 1.</param>
/// <param name="Rank">1 for the JA4 with the most requests.</param>
public readonly record struct TrafficRow(
    string Ja4, double Requests, double Addresses, float H2Ratio, float HeuristicRatio, float BrowserRatio,
    float RequestQuantile, float AddressQuantile, int Rank);
