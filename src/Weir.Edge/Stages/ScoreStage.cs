using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Windows;
using Weir.Decisions.Verdicts;
using Weir.Edge.Watching;

namespace Weir.Edge.Stages;

/// <summary>
/// Windows and scorers of one node. Arrivals are counted before a request is scored, the origin's answers
/// after it; what the edge answers itself is never counted, so that blocked does not stay blocked.
/// </summary>
internal sealed class ScoreStage(EdgeTelemetry telemetry, ulong seed, WindowSizes sizes)
{
    private readonly TrafficWindows _windows = new(seed, sizes);
    private readonly ScorerPool _scorers = new();

    /// <summary>Reads the request's signals, which rules may need also where there is no score.</summary>
    public Scored Score(GatewayRequest request)
    {
        var started = telemetry.Time.GetTimestamp();
        var scorer = request.Scorer ??= _scorers.Rent();
        request.View.Enter();
        scorer.Arrive(request.View, _windows, Milliseconds(started));
        if (request.Snapshot is not { } snapshot)
        {
            return Scored.Not(UnscoredReason.NoRelease);
        }

        var scored = scorer.Score(snapshot.Active.Scoring, request.At);
        if (scored.Unscored == UnscoredReason.None)
        {
            telemetry.Scored(telemetry.Time.GetElapsedTime(started));
        }

        return scored;
    }

    /// <summary>
    /// After a fault, wherever it was: what rules may still read of the request, which is everything that
    /// needs neither score nor windows.
    /// </summary>
    public void Recover(GatewayRequest request)
    {
        var scorer = request.Scorer ??= _scorers.Rent();
        request.View.Enter();
        scorer.ReadUnscored(request.View);
    }

    /// <summary>The request is over: counts the origin's answer, keeps what explains the score.</summary>
    public void Finish(GatewayRequest request, int status)
    {
        if (request.Scorer is not { } scorer)
        {
            return;
        }

        request.Scorer = null;
        if (!request.AnsweredHere && status > 0)
        {
            _windows.Respond(scorer.Arrival, Milliseconds(telemetry.Time.GetTimestamp()), status);
        }

        // A heuristic is its own explanation.
        if (request.Snapshot?.Active.Scoring.Plan is { } plan
            && request.Scored is { Unscored: UnscoredReason.None, Heuristic: null, Shift: var shift })
        {
            telemetry.Explanations.Put(request.Id, plan, scorer.Vector.Values, shift);
        }

        _scorers.Return(scorer);
    }

    private long Milliseconds(long timestamp) =>
        (long)telemetry.Time.GetElapsedTime(0, timestamp).TotalMilliseconds;
}
