using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions.Verdicts;
using Weir.Edge.Capture;
using Weir.Edge.Enforcement;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// Hears of the requests that Kestrel refuses before any code of ours runs, gives each answer its
/// <c>Weir-Request-Id</c>, and counts it by reason. Kestrel publishes them as a diagnostic event.
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

        var error = features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException;
        var status = error?.StatusCode ?? StatusCodes.Status400BadRequest;
        telemetry.LimitReached(Reason(status, error?.Message ?? ""));

        // A request that reached our own code has its id already and is recorded there.
        var response = features.Get<IHttpResponseFeature>();
        if (response is null || response.HasStarted || InFlight(features))
        {
            return;
        }

        var id = ids.Next();
        response.Headers[Answers.RequestIdHeader] = id.ToString();
        telemetry.RequestFinished(new RequestRecord(
            id, telemetry.Time.GetUtcNow(), null, "", "", "HTTP/1.1", status,
            new Decision(
                Verdict.Unset, Verdict.Unset, 0, UnscoredReason.None, ScoreSource.None,
                VisitorClass.Unscored, null, null),
            features.Get<ConnectionFacts>()?.Ja4, FaultOwner.Client, TimeSpan.Zero, null));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static bool InFlight(IFeatureCollection features) =>
        features.Get<ConnectionFacts>() is { Http1.Suspended: true };

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
