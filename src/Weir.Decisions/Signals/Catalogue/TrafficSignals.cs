using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>
/// What the last hour of this node's traffic said of the visitor's JA4. All of it is missing without TLS,
/// for a JA4 that was hardly seen, and where the last signals release is old or switched off.
/// </summary>
internal sealed class TrafficSignals : SignalFamily
{
    public override ImmutableArray<Field> Fields { get; } =
    [
        Number("traffic.requests", "Requests with this JA4 in the last hour."),
        Number("traffic.addresses", "Addresses with this JA4 in the last hour, roughly."),
        Number("traffic.h2_ratio", "Share of its requests over HTTP/2."),
        Number("traffic.heuristic_ratio", "Share of its requests that a heuristic took for automated."),
        Number("traffic.browser_ratio", "Share of its requests whose agent claims a browser and coheres."),
        Number("traffic.request_quantile", "Where its requests an address lie among all JA4s, 0 to 1."),
        Number("traffic.address_quantile", "Where its number of addresses lies among all JA4s, 0 to 1."),
        Number("traffic.rank", "1 for the JA4 with the most requests."),
    ];

    public override void Write(RequestSignals request, ref SignalWriter writer)
    {
        if (request.Traffic is not { } row)
        {
            writer.Missing();
            return;
        }

        writer.Number(row.Requests);
        writer.Number(row.Addresses);
        writer.Number(row.H2Ratio);
        writer.Number(row.HeuristicRatio);
        writer.Number(row.BrowserRatio);
        writer.Number(row.RequestQuantile);
        writer.Number(row.AddressQuantile);
        writer.Number(row.Rank);
    }
}
