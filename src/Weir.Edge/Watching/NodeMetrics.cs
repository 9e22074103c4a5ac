using System.Collections.Immutable;

namespace Weir.Edge.Watching;

/// <summary>
/// Metrics of the node as a whole: what it runs, whether it serves, what it knows of its origins.
/// </summary>
internal static class NodeMetrics
{
    public static ImmutableArray<MetricFamily> All { get; } =
    [
        new("weir_build_info", MetricKind.Gauge, "Always 1; the label tells the version.", ["version"],
            (sources, sink) => sink.Value(1, sources.Version)),
        new("weir_ready", MetricKind.Gauge, "1 while the node takes requests, 0 while it starts or drains.",
            [], OfNode((node, _, sink) => sink.Value(node.Phase == NodePhase.Ready ? 1 : 0))),
        new("weir_started_seconds", MetricKind.Gauge, "Seconds since the node started.", [],
            OfNode((node, now, sink) => sink.Value((now - node.StartedAt).TotalSeconds))),
        new("weir_config_problems", MetricKind.Gauge,
            "Problems of the newest configuration file; 0 where all of it runs.", [],
            OfNode((node, _, sink) => sink.Value(node.Configuration.Problems.Length))),
        new("weir_config_age_seconds", MetricKind.Gauge,
            "Seconds since the running configuration was loaded.", [],
            OfNode((node, now, sink) => sink.Value((now - node.Configuration.LoadedAt).TotalSeconds))),
        new("weir_origin_healthy", MetricKind.Gauge,
            "1 where the origin gets requests, 0 where it is set aside.",
            ["site", "origin"], OfNode(ReadOrigins)),
        new("weir_rule_results_total", MetricKind.Counter,
            "Requests for which a rule fired, or came out missing; 0 again after a change of the rule.",
            ["site", "rule", "result"], OfNode(ReadRules)),
        new("weir_certificate_expiry_seconds", MetricKind.Gauge,
            "Seconds until the certificate expires, negative afterwards; the label is its first host.",
            ["host"], OfNode(ReadCertificates)),
    ];

    private static Action<MetricSources, IMetricSink> OfNode(
        Action<INodeStatus, DateTimeOffset, IMetricSink> read) =>
        (sources, sink) =>
        {
            if (sources.Node is { } node)
            {
                read(node, sources.Telemetry.Time.GetUtcNow(), sink);
            }
        };

    private static void ReadOrigins(INodeStatus node, DateTimeOffset now, IMetricSink sink)
    {
        foreach (var site in node.Sites)
        {
            foreach (var origin in site.Origins.DistinctBy(o => o.Address))
            {
                sink.Value(origin.Healthy ? 1 : 0, site.Id, origin.Address);
            }
        }
    }

    private static void ReadRules(INodeStatus node, DateTimeOffset now, IMetricSink sink)
    {
        foreach (var site in node.Sites)
        {
            foreach (var rule in site.Rules)
            {
                sink.Value(rule.Fired, site.Id, rule.Id, "fired");
                sink.Value(rule.Missing, site.Id, rule.Id, "missing");
            }
        }
    }

    // Two listeners may use one certificate, and one name may have two: the first to expire is what matters.
    private static void ReadCertificates(INodeStatus node, DateTimeOffset now, IMetricSink sink)
    {
        foreach (var same in node.Certificates.GroupBy(c => c.Hosts.FirstOrDefault("")))
        {
            sink.Value((same.Min(c => c.NotAfter) - now).TotalSeconds, same.Key);
        }
    }
}
