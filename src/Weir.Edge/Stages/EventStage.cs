using System.Net;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Requests;
using Weir.Decisions.Verdicts;
using Weir.Edge.Watching;
using Weir.Events.Queue;
using Weir.Events.Schema;

namespace Weir.Edge.Stages;

/// <summary>
/// Tells the event queue of a request that is over and was decided about. Copies nothing itself, and keeps
/// out whatever an event must not hold.
/// </summary>
internal sealed class EventStage(EventQueue queue, EdgeTelemetry telemetry)
{
    public void Offer(GatewayRequest request, in RequestRecord record)
    {
        if (request.Snapshot is not { } snapshot || record.Decision.Verdict == Verdict.Unset)
        {
            return;
        }

        var active = snapshot.Active;
        var decision = record.Decision;
        var scorer = request.Scorer;
        telemetry.EventOffered(queue.Offer(new RequestEvent
        {
            Id = record.Id,
            At = record.At,
            Site = record.Site,
            Method = record.Method,
            Path = record.Path,
            Http = Kind(request.View.Http),
            Secure = request.Connection?.View.Secure ?? false,
            Status = record.Status,
            Score = decision.Score,
            Unscored = decision.Unscored,
            Verdict = decision.Verdict,
            Source = decision.Source,
            Class = decision.Class,
            Heuristic = record.Heuristic,
            Rule = decision.Rule,
            Ja4 = record.Ja4,
            TlsStable = request.Connection?.View.TlsStable,
            Browser = scorer?.Signals.IsCoherentBrowser ?? false,
            Address = Visitor(request),
            Duration = record.Duration,
            ModelNumber = active.Number(Releases.Layer.Model),
            SignalsNumber = active.Number(Releases.Layer.Signals),
            FeatureSet = snapshot.Columns.Id,
            Features = scorer is not null && Seen(request.Scored) ? scorer.Vector.Values : [],
        }));
    }

    /// <summary>As the windows see it. A view that never entered still shows its last visitor.</summary>
    private static IPAddress? Visitor(GatewayRequest request) =>
        request.Scorer is not null ? request.View.Peer : request.Connection?.PeerAddress;

    /// <summary>After a fault the values may be half of one request's and half of nothing.</summary>
    private static bool Seen(in Scored scored) =>
        scored.Unscored is UnscoredReason.None or UnscoredReason.SwitchedOff;

    private static HttpKind Kind(HttpGeneration http) => http switch
    {
        HttpGeneration.Http10 => HttpKind.Http10,
        HttpGeneration.Http11 => HttpKind.Http11,
        HttpGeneration.Http2 => HttpKind.Http2,
        HttpGeneration.Http3 => HttpKind.Http3,
        HttpGeneration.Unset => HttpKind.Unset,
        _ => HttpKind.Unset,
    };
}
