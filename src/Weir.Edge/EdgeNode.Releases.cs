using System.Collections.Immutable;
using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Verdicts;
using Weir.Edge.Watching;
using Weir.Events.Schema;
using Weir.Releases;
using Weir.Releases.History;
using Weir.Releases.Lifecycle;

namespace Weir.Edge;

/// <summary>The side of an edge that releases see.</summary>
public sealed partial class EdgeNode : IRunningEdge
{
    /// <summary>The releases that the next request is decided by.</summary>
    public ActiveTuple Active => _state.Current.Active;

    /// <summary>What the events of the next request carry.</summary>
    public FeatureColumns Columns => _state.Current.Columns;

    public EdgeEvidence Evidence
    {
        get
        {
            var telemetry = _parts.Telemetry;
            return new EdgeEvidence(
                telemetry.Decided,
                telemetry.Unscored(UnscoredReason.StageFault)
                + telemetry.Unscored(UnscoredReason.FeatureLimit)
                + telemetry.Unscored(UnscoredReason.Budget) + telemetry.Unscored(UnscoredReason.NoRelease),
                telemetry.EdgeErrors(EdgeStage.Facts) + telemetry.EdgeErrors(EdgeStage.Score)
                + telemetry.EdgeErrors(EdgeStage.Decide));
        }
    }

    /// <summary>
    /// Swaps the releases with one reference; configuration and windows stay. Requests that have entered
    /// finish under what they entered with.
    /// </summary>
    public void Activate(ActiveTuple next)
    {
        lock (_applying)
        {
            var current = _state.Current;
            _state.Swap(current.With(next, Describe(next, current.Columns)));
        }
    }

    public MinuteCount? Counted(long minute) =>
        _parts.Events is { } events && events.Counted(minute) is { } counted
            ? new MinuteCount(counted.Stored, counted.Uncertain, events.Tally(minute).Offered)
            : null;

    private static ActiveTuple Embedded(ScoringPlan? plan) => new()
    {
        Generation = 0,
        Tuple = ReleaseTuple.Empty,
        Numbers = ImmutableSortedDictionary<Layer, long>.Empty,
        Scoring = new ActiveScoring(plan, TrafficTable.Empty, ScoringSwitches.None),
    };

    /// <summary>
    /// The queue learns of other features before the first request has them; an event that is still made of
    /// the ones before keeps their number and is not taken for one of the new.
    /// </summary>
    private FeatureColumns Describe(ActiveTuple next, FeatureColumns before)
    {
        if (next.Scoring.Plan is not { } plan)
        {
            return before;
        }

        ImmutableArray<FeatureDefinition> features = [.. plan.Features.Features.Select(f => f.Definition)];
        if (before.Id > 0 && before.Features.AsSpan().SequenceEqual(features.AsSpan()))
        {
            return before;
        }

        var columns = new FeatureColumns(before.Id + 1, features);
        _parts.Events?.Describe(columns);
        return columns;
    }
}
