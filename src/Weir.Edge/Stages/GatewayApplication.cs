using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions;
using Weir.Decisions.Scoring;
using Weir.Decisions.Verdicts;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Enforcement;
using Weir.Edge.Forwarding;
using Weir.Edge.Listening;
using Weir.Edge.Watching;

namespace Weir.Edge.Stages;

/// <summary>
/// The life of a request: facts, site, decision, enforcement, forwarding, record. No stage writes
/// upstream, and each runs inside a guard, so that what goes wrong in one costs that request its
/// score and never its answer.
/// </summary>
internal sealed class GatewayApplication(
    GatewayState state,
    RequestIds ids,
    EdgeTelemetry telemetry,
    IEdgeLog log,
    ScoreStage scoring,
    RequestRecorder? recorder,
    EventStage? events,
    Action<EdgeStage, GatewayRequest>? entering) : IHttpApplication<GatewayRequest>
{
    public GatewayRequest CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps one container per connection (HTTP/1) or pooled stream (HTTP/2).
        var container = contextFeatures as IHostContextContainer<GatewayRequest>;
        var request = container?.HostContext ?? new GatewayRequest();
        if (container is not null)
        {
            container.HostContext = request;
        }

        request.Begin(contextFeatures);
        return request;
    }

    [Boundary("the last guard: whatever escapes a stage ends here as an answer")]
    public async Task ProcessRequestAsync(GatewayRequest context)
    {
        var now = telemetry.Time.GetUtcNow();
        context.Enter(state.Current, ids.Next(now), now, telemetry.Time.GetTimestamp());
        context.Connection?.Http1?.Suspend();
        var span = telemetry.Tracing.Begin(context.Http.Request, context.Id);
        try
        {
            await RunAsync(context).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await FaultAsync(context, e).ConfigureAwait(false);
        }

        Finish(context, span);
    }

    public void DisposeContext(GatewayRequest context, Exception? exception) => context.End();

    private ValueTask RunAsync(GatewayRequest request)
    {
        request.Http.Response.Headers[Answers.RequestIdHeader] = request.IdText;
        if (state.Closing)
        {
            request.RequestClose();
        }

        var refused = GuardedFacts(request);
        refused = refused == LimitReason.Unset ? SiteStage.Choose(request) : refused;
        refused = refused == LimitReason.Unset ? BodyLimit.Apply(request) : refused;
        if (refused != LimitReason.Unset || request.Site is not { } site)
        {
            return RefuseAsync(request, refused);
        }

        request.Scored = GuardedScore(request);
        request.Decision = GuardedDecision(request, site);
        return request.Decision.Enforced == Verdict.Block
            ? AnswerAsync(request, AnswerTable.Blocked)
            : ForwardAsync(request, site);
    }

    /// <summary>
    /// A fault while reading signals leaves them missing: the request is as legal as the server's own
    /// reading of it says.
    /// </summary>
    [Boundary("the guard of the facts stage")]
    private LimitReason GuardedFacts(GatewayRequest request)
    {
        try
        {
            entering?.Invoke(EdgeStage.Facts, request);
            return RequestFacts.Read(request);
        }
        catch (Exception e)
        {
            Report(EdgeStage.Facts, request, e);
            return RequestFacts.CheckUnread(request);
        }
    }

    [Boundary("the guard of the decide stage")]
    private Decision GuardedDecision(GatewayRequest request, SiteRuntime site)
    {
        try
        {
            entering?.Invoke(EdgeStage.Decide, request);
            return DecideStage.Decide(site.Settings, request.Scored, Rules(request, site));
        }
        catch (Exception e)
        {
            Report(EdgeStage.Decide, request, e);
            return DecideStage.Unscored(site.Settings, UnscoredReason.StageFault);
        }
    }

    /// <summary>What cannot be scored has no score, with the reason; the request goes on.</summary>
    [Boundary("the guard of the score stage")]
    private Scored GuardedScore(GatewayRequest request)
    {
        try
        {
            entering?.Invoke(EdgeStage.Score, request);
            return scoring.Score(request);
        }
        catch (Exception e)
        {
            Report(EdgeStage.Score, request, e);
            return Scored.Not(UnscoredReason.StageFault);
        }
    }

    private RuleOutcome Rules(GatewayRequest request, SiteRuntime site)
    {
        if (site.Settings.Rules.Rules.IsEmpty || request.Snapshot is not { } snapshot
            || snapshot.Active.Scoring.Off.HasFlag(ScoringSwitches.Rules))
        {
            return default;
        }

        // What somebody forbade by path or address is forbidden also where scoring failed.
        if (request.Scored.Unscored == UnscoredReason.StageFault)
        {
            scoring.Recover(request);
        }

        return request.Scorer is { } scorer
            ? site.Settings.Rules.Evaluate(
                scorer.Signals, request.At.UtcTicks, site.Rules, snapshot.RulesOff(site.Settings))
            : default;
    }

    private async ValueTask ForwardAsync(GatewayRequest request, SiteRuntime site)
    {
        entering?.Invoke(EdgeStage.Forward, request);
        var decision = request.Decision;
        var result = await site.Forwarder.ForwardAsync(
            request.Http,
            new ForwardHeaders(
                request.IdText,
                decision.Unscored == UnscoredReason.None
                    ? decision.Score.ToString(CultureInfo.InvariantCulture)
                    : null,
                decision.Unscored.Name(),
                decision.Verdict.Name(),
                decision.Source.Name(),
                request.Connection?.Ja4,
                decision.VerifiedBot,
                request.Connection?.PeerText ?? "unknown",
                request.Connection?.PeerTrusted ?? false,
                request.Connection?.Scheme ?? "http")).ConfigureAwait(false);
        Attribute(request, site, result);
        if (AnswerTable.For(result) is { } answer)
        {
            await AnswerAsync(request, answer).ConfigureAwait(false);
        }
        else if (result.Status == ForwardStatus.ClientAborted && !request.Http.Response.HasStarted)
        {
            // Nobody is there to answer; if somebody were, an empty 200 would be a lie.
            request.Http.Abort();
        }
    }

    private void Attribute(GatewayRequest request, SiteRuntime site, in ForwardResult result)
    {
        request.Fault = Owner(result.Status);
        if (request.Fault == FaultOwner.Origin)
        {
            telemetry.OriginError(site.Settings.Id);
        }
        else if (request.Fault == FaultOwner.Edge)
        {
            telemetry.EdgeError(EdgeStage.Forward);
        }
        else if (result.Status == ForwardStatus.ClientBody)
        {
            LimitReached(request, AnswerTable.BodyReason(result));
        }
        else if (result.Status == ForwardStatus.ClientAborted)
        {
            CountReset(request);
        }
    }

    private ValueTask RefuseAsync(GatewayRequest request, LimitReason reason)
    {
        LimitReached(request, reason);

        // Where a request may be read in two ways, so may what follows it (RFC 9112, section 6.1).
        if (reason is LimitReason.LengthWithTransferEncoding or LimitReason.BareLineFeed
                or LimitReason.BadRequest
            && request.Connection?.Http1 is not null)
        {
            request.RequestClose();
        }

        return AnswerAsync(request, AnswerTable.For(reason));
    }

    private void LimitReached(GatewayRequest request, LimitReason reason)
    {
        request.Counted = true;
        telemetry.LimitReached(reason);
    }

    private ValueTask AnswerAsync(GatewayRequest request, EdgeAnswer answer)
    {
        request.Fault = answer.Fault;
        request.AnsweredHere = true;
        return Answers.WriteAsync(request.Http, answer, request.IdText, request.ClosingHttp1);
    }

    private ValueTask FaultAsync(GatewayRequest request, Exception error)
    {
        Report(EdgeStage.Forward, request, error);
        return AnswerAsync(request, AnswerTable.EdgeFault);
    }

    /// <summary>A visitor that resets its streams again and again loses the connection.</summary>
    private void CountReset(GatewayRequest request)
    {
        if (request.Connection is { Http2: not null } connection && request.Snapshot is { } snapshot
            && !connection.Resets.Spend(
                telemetry.Time.GetTimestamp(), telemetry.Time.TimestampFrequency,
                snapshot.Node.Limits.Http2Resets))
        {
            telemetry.LimitReached(LimitReason.Http2Resets);
            request.AbortConnection();
        }
    }

    private void Report(EdgeStage stage, GatewayRequest request, Exception error)
    {
        telemetry.EdgeError(stage);
        log.Write(
            LogSeverity.Error, "edge.fault", FaultOwner.Edge,
            $"{stage}: {error.GetType().Name}: {error.Message}", request.Id);
    }

    private void Finish(GatewayRequest request, Activity? span)
    {
        var http = request.Http;
        var record = new RequestRecord(
            request.Id,
            request.At,
            request.Site?.Settings.Id,
            http.Request.Method,
            RecordedPath.Of(http.Request.Path.Value),
            http.Request.Protocol,
            http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted
                ? 0
                : http.Response.StatusCode,
            request.Decision,
            request.Connection?.Ja4,
            request.Fault,
            telemetry.Time.GetElapsedTime(request.Started),
            request.HeaderOrder,
            request.Scored.Heuristic?.Id);
        request.Running = false;
        telemetry.RequestFinished(record);
        EdgeTracing.End(span, record);
        recorder?.Record(request, record.Status, record.Duration);
        GuardedEvent(request, in record);
        GuardedFinish(request, record.Status);
        request.Connection?.Http1?.Resume();
    }

    [Boundary("the request is over: an event that cannot be told is counted and costs nobody anything")]
    private void GuardedEvent(GatewayRequest request, in RequestRecord record)
    {
        try
        {
            entering?.Invoke(EdgeStage.Events, request);
            events?.Offer(request, in record);
        }
        catch (Exception e)
        {
            Report(EdgeStage.Events, request, e);
        }
    }

    [Boundary("the request is over: what fails here must not reach its connection")]
    private void GuardedFinish(GatewayRequest request, int status)
    {
        try
        {
            scoring.Finish(request, status);
        }
        catch (Exception e)
        {
            Report(EdgeStage.Score, request, e);
        }
    }

    private static FaultOwner Owner(ForwardStatus status) => status switch
    {
        ForwardStatus.OriginUnreachable or ForwardStatus.OriginFailed or ForwardStatus.OriginTimeout =>
            FaultOwner.Origin,
        ForwardStatus.ClientAborted or ForwardStatus.ClientBody => FaultOwner.Client,
        ForwardStatus.EdgeFault or ForwardStatus.Unset => FaultOwner.Edge,
        ForwardStatus.Completed => FaultOwner.Unset,
        _ => FaultOwner.Edge,
    };
}
