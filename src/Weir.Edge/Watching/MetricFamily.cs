using System.Collections.Immutable;
using Weir.Edge.Releasing;

namespace Weir.Edge.Watching;

public enum MetricKind
{
    Unset = 0,

    /// <summary>Only rises, and starts at 0 with the process or with its site.</summary>
    Counter,

    Gauge,
    Histogram,
}

/// <summary>One metric: what it is called, what it means, and how its values are read.</summary>
/// <param name="Name">Begins with <c>weir_</c>.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Help">One sentence with the unit.</param>
/// <param name="Labels">Label names, in the order in which values are given.</param>
/// <param name="Read">Gives every current value to the sink.</param>
public sealed record MetricFamily(
    string Name,
    MetricKind Kind,
    string Help,
    ImmutableArray<string> Labels,
    Action<MetricSources, IMetricSink> Read);

/// <summary>Where metrics are read from.</summary>
/// <param name="Telemetry">The counters.</param>
/// <param name="Node">The node's facts, or null where they are not at hand: their metrics are then left
/// out.</param>
/// <param name="Version">Of the program.</param>
public sealed record MetricSources(EdgeTelemetry Telemetry, INodeStatus? Node, string Version)
{
    /// <summary>Releases, events and the keeper, or null where the node has none; left out then.</summary>
    public ReleaseSources? Releases { get; init; }
}

/// <summary>Takes the values of one metric.</summary>
public interface IMetricSink
{
    /// <param name="value">The value now.</param>
    /// <param name="labels">One value for each label of the metric.</param>
    void Value(double value, params ReadOnlySpan<string> labels);

    void Histogram(in HistogramSnapshot snapshot);
}
