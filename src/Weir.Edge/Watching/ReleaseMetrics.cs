using System.Collections.Immutable;
using Weir.Edge.Releasing;
using Weir.Releases;

namespace Weir.Edge.Watching;

/// <summary>Metrics of releases, events and the keeper; left out where a node has none.</summary>
internal static class ReleaseMetrics
{
    public static ImmutableArray<MetricFamily> All { get; } =
    [
        new("weir_release_number", MetricKind.Gauge,
            "Number of the release of a layer: active, proven last, or candidate; 0 for what the "
            + "program brings.",
            ["layer", "state"], OfDesk(ReadNumbers)),
        new("weir_release_refused_total", MetricKind.Counter,
            "Releases that this node refused, by gate and reason.", ["gate", "reason"], OfDesk(ReadRefused)),
        new("weir_release_alarms", MetricKind.Gauge, "Alarms that are raised now.", [], ReadAlarms),
        new("weir_release_holds", MetricKind.Gauge, "Layers of which no release is taken now.", [],
            OfDesk((desk, sink) => sink.Value(desk.State.Holds.Length))),
        new("weir_switches", MetricKind.Gauge, "Kill switches that are thrown now.", [],
            OfDesk((desk, sink) => sink.Value(desk.State.Switches.Length))),
        new("weir_events_queued_total", MetricKind.Counter, "Events taken to be sent to the keeper.", [],
            OfEvents((sources, sink) => sink.Value(sources.Telemetry.EventsQueued))),
        new("weir_events_sampled_total", MetricKind.Counter,
            "Requests that have no event of their own because the queue was filling; others stand for them.",
            [], OfEvents((sources, sink) => sink.Value(sources.Telemetry.EventsSampled))),
        new("weir_events_dropped_total", MetricKind.Counter,
            "Requests that no event tells of and none stands for.", [],
            OfEvents((sources, sink) => sink.Value(sources.Releases?.Events?.Dropped ?? 0))),
        new("weir_events_waiting", MetricKind.Gauge, "Events that wait for the keeper.", [],
            OfEvents((sources, sink) => sink.Value(sources.Releases?.Events?.Count ?? 0))),
        new("weir_events_stored", MetricKind.Gauge, "Events that the keeper holds, as it said last.", [],
            OfKeeper((keeper, sink) => sink.Value(keeper.Last?.Events ?? 0))),
        new("weir_keeper_up", MetricKind.Gauge, "1 while the keeper runs and is connected.", [],
            OfKeeper((keeper, sink) => sink.Value(keeper.State == KeeperPhase.Running ? 1 : 0))),
        new("weir_keeper_restarts_total", MetricKind.Counter, "How often the keeper was started again.", [],
            OfKeeper((keeper, sink) => sink.Value(keeper.Restarts))),
    ];

    private static Action<MetricSources, IMetricSink> OfDesk(Action<IReleaseDesk, IMetricSink> read) =>
        (sources, sink) =>
        {
            if (sources.Releases?.Desk is { } desk)
            {
                read(desk, sink);
            }
        };

    private static Action<MetricSources, IMetricSink> OfKeeper(Action<KeeperView, IMetricSink> read) =>
        (sources, sink) =>
        {
            if (sources.Releases?.Keeper is { } keeper)
            {
                read(keeper.View, sink);
            }
        };

    private static Action<MetricSources, IMetricSink> OfEvents(Action<MetricSources, IMetricSink> read) =>
        (sources, sink) =>
        {
            if (sources.Releases?.Events is not null)
            {
                read(sources, sink);
            }
        };

    private static void ReadAlarms(MetricSources sources, IMetricSink sink)
    {
        if (sources.Releases is { Desk: not null } releases)
        {
            sink.Value(releases.Alarms(sources.Telemetry.Time.GetUtcNow()).Length);
        }
    }

    private static void ReadNumbers(IReleaseDesk desk, IMetricSink sink)
    {
        var state = desk.State;
        var proven = state.Proven is [var newest, ..] ? newest.Numbers : null;
        foreach (var layer in LayerNames.All)
        {
            sink.Value(state.Active.Number(layer), layer.Name(), "active");
            sink.Value(
                proven is not null && proven.TryGetValue(layer, out var number) ? number : 0,
                layer.Name(), "proven");
            if (state.Candidate is { } candidate && candidate.Layer == layer)
            {
                sink.Value(candidate.Number, layer.Name(), "candidate");
            }
        }
    }

    // Only those that occurred: all of them would be four hundred zeros.
    private static void ReadRefused(IReleaseDesk desk, IMetricSink sink)
    {
        foreach (var gate in Enum.GetValues<Gate>())
        {
            foreach (var reason in Enum.GetValues<RefusalReason>())
            {
                if (desk.Refused(gate, reason) is > 0 and var count)
                {
                    sink.Value(count, gate.Name(), reason.ToString());
                }
            }
        }
    }
}
