using Weir.Decisions.Features;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Signals.Windows;

namespace Weir.Keeper.Training.Rows;

/// <summary>Runs sessions through the edge's own signal code, windows and features.</summary>
public static class RowReplay
{
    private static readonly WindowSizes Sizes = new(65_536, 16_384, 16_384, 16_384);

    /// <param name="sessions">In any order; the seed decides when each begins.</param>
    /// <param name="features">Whose values the rows get.</param>
    /// <param name="seed">Of addresses, times and hashes: the same seed gives the same rows.</param>
    public static List<TrainingRow> Run(
        IReadOnlyList<RecordedSession> sessions, FeatureSet features, int seed)
    {
        var windows = new TrafficWindows((ulong)seed, Sizes);
        var scorer = new RequestScorer();
        var rows = new List<TrainingRow>();
        foreach (var step in Timeline.Of(sessions, seed))
        {
            scorer.Arrive(step.Request, windows, step.At);
            rows.Add(new TrainingRow(
                step.Label,
                step.Turn,
                step.Request.Connection.Hello is { HasPreSharedKey: true },
                HeuristicTable.First(scorer.Signals)?.Id,
                scorer.Describe(features).Values.ToArray()));
            windows.Respond(scorer.Arrival, step.At, step.Request.Status);
        }

        return rows;
    }
}
