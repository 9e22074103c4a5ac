using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions.Verdicts;
using Weir.Edge.Capture;
using Weir.Edge.Enforcement;
using Weir.Edge.Stages;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// Hears of the requests that Kestrel refuses before any code of ours runs, counts them by reason, and over
/// HTTP/1 answers them in its place, so that they have a reference as well; over HTTP/2 there is no way to.
/// Kestrel publishes them as a diagnostic event just before it answers.
/// </summary>
internal sealed class BadRequestObserver(RequestIds ids, EdgeTelemetry telemetry)
    : IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public IDisposable Subscribe(DiagnosticListener listener) =>
        listener.Subscribe(this, name => name == BadRequest);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not IFeatureCollection features)
        {
            return;
        }

        // A request that is in the stages is answered, counted and recorded there; what is left of its body
        // then fails once more, when Kestrel reads on to the next request.
        var response = features.Get<IHttpResponseFeature>();
        var started = response is not { HasStarted: false };
        var request = (features as IHostContextContainer<GatewayRequest>)?.HostContext;
        if (request is { Running: true } || (started && request is { Counted: true }))
        {
            return;
        }

        var error = features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException;
        var status = error?.StatusCode ?? StatusCodes.Status400BadRequest;
        var reason = Reason(status, error?.Message ?? "");
        telemetry.LimitReached(reason);
        if (!started)
        {
            var allow = response?.Headers.Allow ?? default;
            var methods = allow.Count == 0 ? null : allow.ToString();
            Answer(features, AnswerTable.ForServer(reason, status, methods));
        }
    }

    private void Answer(IFeatureCollection features, EdgeAnswer answer)
    {
        var id = ids.Next();
        var now = telemetry.Time.GetUtcNow();
        var facts = features.Get<ConnectionFacts>();
        facts?.Output?.Say(Answers.Last(answer, id.ToString(), now));
        telemetry.RequestFinished(new RequestRecord(
            id, now, null, "", "", facts?.Http2 is null ? "HTTP/1.1" : "HTTP/2", answer.Status,
            new Decision(
                Verdict.Unset, Verdict.Unset, 0, UnscoredReason.None, ScoreSource.None,
                VisitorClass.Unscored, null, null),
            facts?.Ja4, answer.Fault, TimeSpan.Zero, null));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>
    /// Kestrel names its reasons in sentences only; the status tells the most of them apart.
    /// </summary>
    private static LimitReason Reason(int status, string message) => status switch
    {
        StatusCodes.Status414UriTooLong => LimitReason.RequestLine,
        StatusCodes.Status431RequestHeaderFieldsTooLarge when message.Contains("too many", Ordinal) =>
            LimitReason.HeaderLines,
        StatusCodes.Status431RequestHeaderFieldsTooLarge => LimitReason.HeaderBytes,
        StatusCodes.Status413PayloadTooLarge => LimitReason.BodyBytes,
        StatusCodes.Status408RequestTimeout when message.Contains("body", Ordinal) => LimitReason.BodyTime,
        StatusCodes.Status408RequestTimeout => LimitReason.HeaderTime,
        _ => LimitReason.BadRequest,
    };

    private const StringComparison Ordinal = StringComparison.OrdinalIgnoreCase;
}
