using Weir.Decisions.Features;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;

namespace Weir.Decisions.Scoring;

/// <summary>
/// What one request needs on its way to a score. Large, so it is pooled; one request uses it at a time:
/// <see cref="Arrive"/>, <see cref="Score"/>, the rules that read <see cref="Signals"/>, then
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

    /// <summary>The features alone, as training wants them.</summary>
    public FeatureVector Describe(FeatureSet features)
    {
        features.Fill(Signals, Vector);
        return Vector;
    }

    /// <summary>Heuristics first, because what they say is certain; then the model.</summary>
    public Scored Score(ScoringPlan plan)
    {
        plan.Features.Fill(Signals, Vector);
        if (Vector.Count != plan.Evaluator.Model.FeatureCount)
        {
            return Scored.Not(UnscoredReason.FeatureLimit);
        }

        if (HeuristicTable.First(Signals) is { } heuristic)
        {
            Signals.Score = Scored.CertainlyAutomated;
            return new Scored(Scored.CertainlyAutomated, UnscoredReason.None, heuristic, default);
        }

        var raw = plan.Evaluator.Evaluate(Vector.Values);
        var score = plan.Model.Calibration.Score(raw);
        Signals.Score = score;
        return new Scored(score, UnscoredReason.None, null, raw);
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
