using Weir.Decisions.Features;
using Weir.Decisions.Signals.Catalogue;
using Weir.Decisions.Signals.Heuristics;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;

namespace Weir.Decisions.Scoring;

/// <summary>
/// What one request needs on its way to a score. Large, so it is pooled; one request uses it at a time:
/// <see cref="Arrive"/>, <see cref="Score(ActiveScoring, DateTimeOffset)"/>, the rules that read
/// <see cref="Signals"/>, then <see cref="Forget"/>.
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

    /// <summary>
    /// Heuristics first, because what they say is certain; then the model, and what traffic signals take off
    /// of what it gave. Allocates nothing.
    /// </summary>
    /// <param name="active">Read once by the caller, for the whole request.</param>
    /// <param name="now">By which traffic signals age.</param>
    public Scored Score(ActiveScoring active, DateTimeOffset now)
    {
        // Rules may read them also where there is no score.
        if ((active.Off & ScoringSwitches.Traffic) == 0)
        {
            Signals.See(active.Traffic, now);
        }

        return (active.Off & ScoringSwitches.Scoring) != 0 ? Scored.Not(UnscoredReason.SwitchedOff)
            : active.Plan is { } plan ? Score(plan, active.Off)
            : Scored.Not(UnscoredReason.NoRelease);
    }

    /// <summary>As the plan alone scores it, nothing switched off: for who knows no traffic.</summary>
    public Scored Score(ScoringPlan plan) => Score(plan, ScoringSwitches.None);

    private Scored Score(ScoringPlan plan, ScoringSwitches off)
    {
        // Also with the model switched off: the next build of signals reads what features came to.
        plan.Features.Fill(Signals, Vector);
        var asksModel = (off & ScoringSwitches.Model) == 0;
        if (asksModel && Vector.Count != plan.Evaluator.Model.FeatureCount)
        {
            return Scored.Not(UnscoredReason.FeatureLimit);
        }

        if ((off & ScoringSwitches.Heuristics) == 0 && HeuristicTable.First(Signals) is { } heuristic)
        {
            Signals.Score = Scored.CertainlyAutomated;
            return new Scored(Scored.CertainlyAutomated, UnscoredReason.None, heuristic, default);
        }

        return asksModel ? Model(plan) : Scored.Not(UnscoredReason.SwitchedOff);
    }

    private Scored Model(ScoringPlan plan)
    {
        var raw = plan.Evaluator.Evaluate(Vector.Values);
        var given = plan.Model.Calibration.Score(raw);
        var score = Signals.Traffic is { } row
            ? TrafficShift.Apply(given, row, Signals.TrafficWeight)
            : given;
        Signals.Score = score;
        return new Scored(score, UnscoredReason.None, null, raw, score - given);
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
