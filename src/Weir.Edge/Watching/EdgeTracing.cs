using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Weir.Decisions;
using Weir.Decisions.Verdicts;

namespace Weir.Edge.Watching;

/// <summary>
/// Server spans of sampled requests. While nothing listens, or the share is 0, beginning one is two
/// comparisons, and a visitor's <c>traceparent</c> passes like any other header.
/// </summary>
public sealed class EdgeTracing
{
    public const string SourceName = "Weir.Edge";

    private readonly ActivitySource _source = new(SourceName);
    private double _share;

    /// <summary>
    /// The share of requests traced, 0 to 1; ours alone, whatever a visitor's header asks for.
    /// </summary>
    public double Share
    {
        get => Volatile.Read(ref _share);
        set => Volatile.Write(ref _share, value);
    }

    /// <summary>
    /// Begins the span of a sampled request as a child of the visitor's <c>traceparent</c>, if it sent a
    /// good one, and replaces that header so that the origin's spans become children of ours.
    /// Null for a request that is not traced.
    /// </summary>
    /// <param name="request">Its headers are read and, where it is sampled, changed.</param>
    /// <param name="id">Its reference; its random half is the chance that decides.</param>
    public Activity? Begin(HttpRequest request, RequestId id)
    {
        var share = Share;
        if (share <= 0 || !_source.HasListeners() || (share < 1 && id.Low >= share * ulong.MaxValue))
        {
            return null;
        }

        var headers = request.Headers;
        string? parent = headers.TraceParent;
        string? state = headers.TraceState;
        var known = ActivityContext.TryParse(parent, state, isRemote: true, out var context);
        var span = _source.StartActivity(request.Method, ActivityKind.Server, known ? context : default);
        if (span?.Id is { } passed)
        {
            headers.TraceParent = passed;
            if (!known)
            {
                headers.Remove("tracestate");
            }
        }

        return span;
    }

    /// <summary>Ends a span with what is known of the request; a null span is nothing to do.</summary>
    public static void End(Activity? span, in RequestRecord record)
    {
        if (span is null)
        {
            return;
        }

        // Names: OpenTelemetry semantic conventions for HTTP server spans.
        span.SetTag("http.request.method", record.Method);
        span.SetTag("url.path", record.Path);
        span.SetTag("network.protocol.version",
            record.Protocol.Replace("HTTP/", "", StringComparison.Ordinal));
        span.SetTag("http.response.status_code", record.Status);
        span.SetTag("weir.request.id", record.Id.ToString());
        span.SetTag("weir.site", record.Site ?? EdgeTelemetry.NoSite);
        span.SetTag("weir.verdict", record.Decision.Verdict.Name());
        if (record.Fault is not FaultOwner.Unset)
        {
            span.SetTag("weir.fault", record.Fault.Name());
        }

        if (record.Status >= 500 || record.Fault is FaultOwner.Edge or FaultOwner.Origin)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }
}
