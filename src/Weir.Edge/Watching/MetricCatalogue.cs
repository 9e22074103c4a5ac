using System.Collections.Immutable;
using Weir.Decisions.Verdicts;

namespace Weir.Edge.Watching;

/// <summary>
/// Every metric there is. The Prometheus page, OpenTelemetry and <c>docs/metrics.md</c> follow this list.
/// </summary>
public static class MetricCatalogue
{
    public static ImmutableArray<MetricFamily> All { get; } =
        [
            .. Requests(), .. Log(), .. Capture(), .. NodeMetrics.All, .. ReleaseMetrics.All,
            .. ProcessMetrics.All,
        ];

    private static IEnumerable<MetricFamily> Requests()
    {
        yield return new("weir_requests_total", MetricKind.Counter,
            "Finished requests by configured site (none: no site answered), verdict and visitor class.",
            ["site", "verdict", "class"], ReadRequests);
        yield return new("weir_responses_total", MetricKind.Counter,
            "Finished requests by status class; none where the connection ended before a status.",
            ["status"], ReadResponses);
        yield return new("weir_request_duration_seconds", MetricKind.Histogram,
            "Seconds from a request's headers to the end of its answer, the origin's time included.",
            [], (sources, sink) => sink.Histogram(sources.Telemetry.Durations));
        yield return new("weir_scoring_seconds", MetricKind.Histogram,
            "Seconds from a request's signals to its score.", [],
            (sources, sink) => sink.Histogram(sources.Telemetry.Scoring));
        yield return new("weir_unscored_total", MetricKind.Counter,
            "Requests without a score, by reason.", ["reason"],
            (sources, sink) => ReadEnum<UnscoredReason>(sink, sources.Telemetry.Unscored, r => r.Name()));
        yield return new("weir_faults_total", MetricKind.Counter,
            "Requests in which something failed, by whose fault it was.", ["owner"],
            (sources, sink) => ReadEnum<FaultOwner>(sink, sources.Telemetry.Faults, o => o.Name()));
        yield return new("weir_edge_errors_total", MetricKind.Counter,
            "Errors of the edge itself, by stage; an origin's or a visitor's failure is not among them.",
            ["stage"],
            (sources, sink) => ReadEnum<EdgeStage>(sink, sources.Telemetry.EdgeErrors, s => s.Name()));
        yield return new("weir_origin_errors_total", MetricKind.Counter,
            "Requests that an origin failed: unreachable, broken off or too slow.",
            ["site"], ReadOriginErrors);
        yield return new("weir_limits_total", MetricKind.Counter,
            "Requests and connections refused by a limit or a rule of HTTP, by reason.", ["reason"],
            (sources, sink) => ReadEnum<LimitReason>(sink, sources.Telemetry.LimitsReached, r => r.Name()));
        yield return new("weir_connections", MetricKind.Gauge,
            "Visitors' connections open now.", [],
            (sources, sink) => sink.Value(sources.Telemetry.Connections));
        yield return new("weir_connections_total", MetricKind.Counter,
            "Visitors' connections accepted.", [],
            (sources, sink) => sink.Value(sources.Telemetry.ConnectionsTotal));
    }

    private static IEnumerable<MetricFamily> Log()
    {
        yield return new("weir_log_lines_suppressed_total", MetricKind.Counter,
            "Log lines over the bound of their key, told only as a number.", [],
            (sources, sink) => sink.Value(sources.Telemetry.LogLinesSuppressed));
        yield return new("weir_log_lines_dropped_total", MetricKind.Counter,
            "Log lines lost because standard error was too slow or closed.", [],
            (sources, sink) => sink.Value(sources.Telemetry.LogLinesDropped));
        yield return new("weir_recent_requests_lost_total", MetricKind.Counter,
            "Finished requests that were counted but not remembered, because their place was being written.",
            [], (sources, sink) => sink.Value(sources.Telemetry.Recent.Lost));
    }

    private static IEnumerable<MetricFamily> Capture()
    {
        yield return new("weir_capture_requests_total", MetricKind.Counter,
            "Requests written to a capture; 0 where none is being made.", [],
            (sources, sink) => sink.Value(sources.Telemetry.RequestsCaptured));
        yield return new("weir_capture_dropped_total", MetricKind.Counter,
            "Requests left out of a capture: its queue or its room was full, or the disk refused.", [],
            (sources, sink) => sink.Value(sources.Telemetry.CaptureDropped));
    }

    // Only combinations that occurred: 20 of them for each of 10,000 sites would be a page of zeros.
    private static void ReadRequests(MetricSources sources, IMetricSink sink)
    {
        foreach (var site in sources.Telemetry.Sites)
        {
            foreach (var verdict in Enum.GetValues<Verdict>())
            {
                foreach (var visitor in Enum.GetValues<VisitorClass>())
                {
                    if (site.Requests(verdict, visitor) is var count and > 0)
                    {
                        sink.Value(count, site.Id, verdict.Name(), visitor.Name());
                    }
                }
            }
        }
    }

    private static void ReadResponses(MetricSources sources, IMetricSink sink)
    {
        for (var hundreds = 0; hundreds <= 5; hundreds++)
        {
            sink.Value(sources.Telemetry.Responses(hundreds), hundreds == 0 ? "none" : $"{hundreds}xx");
        }
    }

    private static void ReadOriginErrors(MetricSources sources, IMetricSink sink)
    {
        foreach (var site in sources.Telemetry.Sites)
        {
            if (site.Id != EdgeTelemetry.NoSite || site.OriginErrors > 0)
            {
                sink.Value(site.OriginErrors, site.Id);
            }
        }
    }

    /// <summary>
    /// Every value of the enum with a name, zeros included, so that a first increase shows as one.
    /// </summary>
    private static void ReadEnum<T>(IMetricSink sink, Func<T, long> read, Func<T, string?> name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            var unset = EqualityComparer<T>.Default.Equals(value, default);
            if (name(value) is { } label && (!unset || read(value) > 0))
            {
                sink.Value(read(value), label);
            }
        }
    }
}
