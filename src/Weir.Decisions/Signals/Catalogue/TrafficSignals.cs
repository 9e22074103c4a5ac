using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>
/// What the last hour of traffic said of the request's JA4. All of it is missing without TLS, without a row,
/// and where the signals are too old, switched off or not there yet.
/// </summary>
internal sealed class TrafficSignals : SignalFamily
{
    public override ImmutableArray<Field> Fields { get; } =
    [
        Number("traffic.requests", "Requests of the same JA4 in the last hour."),
        Number("traffic.addresses", "Different addresses, estimated, of the same JA4 in the last hour."),
        Number("traffic.h2_ratio", "Share of HTTP/2 among requests of the same JA4 in the last hour."),
        Number("traffic.heuristic_ratio", "Share of requests of the same JA4 in the last hour that a"
            + " heuristic took for automated."),
        Number("traffic.browser_ratio", "Share of requests of the same JA4 in the last hour that claim a"
            + " browser and whose headers cohere."),
        Number("traffic.request_quantile", "Where the requests per address of the JA4 lie among all JA4s of"
            + " the last hour, 0 to 1."),
        Number("traffic.address_quantile", "Where the number of addresses of the JA4 lies among all JA4s of"
            + " the last hour, 0 to 1."),
        Number("traffic.rank", "1 for the JA4 with the most requests in the last hour."),
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
