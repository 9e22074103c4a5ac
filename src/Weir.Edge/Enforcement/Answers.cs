using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Weir.Decisions;
using Weir.Edge.Watching;

namespace Weir.Edge.Enforcement;

/// <summary>
/// The answers that the edge makes itself. Each says whose fault it is and carries the reference
/// under which <c>weir explain</c> and <c>/api/requests</c> find the request.
/// </summary>
internal static class Answers
{
    public const string RequestIdHeader = "Weir-Request-Id";

    private const string ProblemType = "application/problem+json";

    /// <summary>
    /// Writes the answer where nothing has been written yet; otherwise the connection tells.
    /// </summary>
    [Boundary("a visitor may leave while its answer is written")]
    public static async ValueTask WriteAsync(
        HttpContext http, EdgeAnswer answer, string requestId, bool close)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        try
        {
            http.Response.Clear();
            http.Response.StatusCode = answer.Status;
            http.Response.Headers[RequestIdHeader] = requestId;
            http.Response.Headers.CacheControl = "no-store";
            if (close)
            {
                http.Response.Headers.Connection = "close";
            }

            if (answer.Allow is { } allow)
            {
                http.Response.Headers.Allow = allow;
            }

            var (type, text) = WantsHtml(http.Request)
                ? ("text/html; charset=utf-8", Html(answer, requestId))
                : (ProblemType, Problem(answer, requestId));
            http.Response.ContentType = type;
            var body = Encoding.UTF8.GetBytes(text);
            http.Response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException
            or ObjectDisposedException)
        {
            http.Abort();
        }
    }

    /// <summary>
    /// The whole answer of an HTTP/1 connection that ends with it: for where there is no request to answer.
    /// </summary>
    /// <param name="answer">Which.</param>
    /// <param name="requestId">Its reference.</param>
    /// <param name="now">For its Date.</param>
    public static byte[] Last(EdgeAnswer answer, string requestId, DateTimeOffset now)
    {
        var problem = Problem(answer, requestId);
        var reason = ReasonPhrases.GetReasonPhrase(answer.Status);
        var allow = answer.Allow is null ? "" : $"Allow: {answer.Allow}\r\n";
        var retry = answer.RetryAfter is { } seconds ? $"Retry-After: {seconds}\r\n" : "";
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {answer.Status} {reason}\r\nDate: {now:R}\r\n{RequestIdHeader}: {requestId}\r\n"
            + $"Cache-Control: no-store\r\n{allow}{retry}Connection: close\r\n"
            + $"Content-Type: {ProblemType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(problem)}\r\n\r\n"
            + problem);
    }

    private static bool WantsHtml(HttpRequest request)
    {
        foreach (var accept in request.Headers.Accept)
        {
            if (accept is not null && accept.Contains("text/html", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Both texts are made of constants and the id, so there is nothing of the visitor's to escape.
    private static string Problem(EdgeAnswer answer, string requestId) =>
        $$"""
        {"type":"about:blank","title":"{{answer.Title}}","status":{{answer.Status}},
        """
        + $$"""
        "detail":"{{answer.Detail}}","fault":"{{answer.Fault.Name()}}","request_id":"{{requestId}}"}

        """;

    private static string Html(EdgeAnswer answer, string requestId) =>
        $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="robots" content="noindex"><title>{{answer.Status}} {{answer.Title}}</title>
        <style>
        :root{color-scheme:light dark}
        body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:12vh auto;padding:0 1.5rem}
        h1{font-size:1.4rem}code{font-size:.9em}footer{margin-top:2rem;opacity:.7;font-size:.9rem}
        </style></head>
        <body><h1>{{answer.Title}}</h1><p>{{answer.Detail}}</p>
        <footer>{{answer.Status}} &middot; cause: {{answer.Fault.Name()}} &middot; reference
        <code>{{requestId}}</code></footer>
        </body></html>

        """;
}

/// <param name="Status">The HTTP status.</param>
/// <param name="Title">A few words, plain ASCII without quotes.</param>
/// <param name="Detail">One sentence for the visitor, plain ASCII without quotes.</param>
/// <param name="Fault">Whose fault it is.</param>
/// <param name="Allow">The Allow header of a 405, or null.</param>
/// <param name="RetryAfter">Seconds, or null.</param>
internal sealed record EdgeAnswer(
    int Status, string Title, string Detail, FaultOwner Fault, string? Allow = null, int? RetryAfter = null);
