using Weir.Decisions.Features;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Traffic;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;

namespace Weir.Decisions.Scoring;

/// <summary>
/// What one request needs on its way to a score. Large, so it is pooled; one request uses it at a time:
/// <see cref="Arrive"/>, <c>Score</c>, the rules that read <see cref="Signals"/>, then
/// <see cref="Forget"/>.
/// </summary>
public sealed class RequestScorer
{
    private readonly WindowReadings _windows = new();

    public RequestSignals Signals { get; } = new();

    /// <summary>The values that the score saw; all missing until there is one.</summary>
    public FeatureVector Vector { get; } = new();

    /// <summary>The keys under which this request was counted, for its response.</summary>
    public Arrival Arrival { get; private set; }

    /// <summary>Counts the arrival, and from here on the request's signals can be read.</summary>
    /// <param name="view">Must stay as it is until <see cref="Forget"/>.</param>
    /// <param name="windows">Those of the node, or of the training run.</param>
    /// <param name="now">Milliseconds of a clock that does not go back.</param>
    public void Arrive(RequestView view, TrafficWindows windows, long now)
    {
        Vector.Clear();
        Arrival = RequestArrival.Of(view, windows.Hashes);
        windows.Arrive(Arrival, now, _windows);
        Signals.Read(view, _windows);
    }

    /// <summary>
    /// Where scoring failed: the request's signals once more, for rules, without a score and without windows,
    /// which may have been half read.
    /// </summary>
    /// <param name="view">Must stay as it is until <see cref="Forget"/>.</param>
    public void ReadUnscored(RequestView view)
    {
        _windows.Clear();
        Signals.Read(view, _windows);
    }

    /// <summary>The features alone, as training wants them.</summary>
    public FeatureVector Describe(FeatureSet features)
    {
        features.Fill(Signals, Vector);
        return Vector;
    }

    /// <summary>By a model alone: nothing switched off, and nothing known of traffic.</summary>
    public Scored Score(ScoringPlan plan) => Score(plan, ScoringSwitches.None, 0);

    /// <summary>
    /// Heuristics first, because what they say is certain; then the model; then what traffic says of the
    /// visitor's JA4.
    /// </summary>
    /// <param name="active">What scores at this moment.</param>
    /// <param name="now">By it traffic signals fade.</param>
    public Scored Score(ActiveScoring active, DateTimeOffset now)
    {
        if (active.Off.HasFlag(ScoringSwitches.Scoring))
        {
            return Scored.Not(UnscoredReason.SwitchedOff);
        }

        if (active.Plan is not { } plan)
        {
            return Scored.Not(UnscoredReason.NoRelease);
        }

        return Score(plan, active.Off, FindTraffic(active, now));
    }

    private Scored Score(ScoringPlan plan, ScoringSwitches off, double weight)
    {
        plan.Features.Fill(Signals, Vector);
        if (Vector.Count != plan.Evaluator.Model.FeatureCount)
        {
            Vector.Clear();
            return Scored.Not(UnscoredReason.FeatureLimit);
        }

        if (!off.HasFlag(ScoringSwitches.Heuristics) && HeuristicTable.First(Signals) is { } heuristic)
        {
            Signals.Score = Scored.CertainlyAutomated;
            return new Scored(Scored.CertainlyAutomated, UnscoredReason.None, heuristic, default);
        }

        if (off.HasFlag(ScoringSwitches.Model))
        {
            return Scored.Not(UnscoredReason.SwitchedOff);
        }

        var raw = plan.Evaluator.Evaluate(Vector.Values);
        var score = plan.Model.Calibration.Score(raw);
        var moved = Signals.Traffic is { } row ? TrafficShift.Apply(score, TrafficShift.Points(row, weight))
            : score;
        Signals.Score = moved;
        return new Scored(moved, UnscoredReason.None, null, raw, moved - score);
    }

    /// <returns>How far the row that was found still counts; 0 where there is none.</returns>
    private double FindTraffic(ActiveScoring active, DateTimeOffset now)
    {
        if (active.Traffic.Count == 0 || active.Off.HasFlag(ScoringSwitches.Traffic)
            || Signals.View.Connection.Ja4 is not { } ja4 || !active.Traffic.TryFind(ja4, out var row)
            || active.Traffic.Weight(now) is not (> 0 and var weight))
        {
            return 0;
        }

        Signals.Traffic = row;
        return weight;
    }

    /// <summary>Lets go of the request.</summary>
    public void Forget()
    {
        Signals.Forget();
        _windows.Clear();
        Vector.Clear();
        Arrival = default;
    }
}
