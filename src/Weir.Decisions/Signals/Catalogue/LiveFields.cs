using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>What a field that rules have read since before there were signals asks for.</summary>
internal enum LiveField
{
    /// <summary>None of these: a signal or a window.</summary>
    Unset = 0,
    Cookie,
    Host,
    Referer,
    FullUri,
    Method,
    Uri,
    Path,
    Query,
    Version,
    UserAgent,
    ForwardedFor,
    Address,
    Secure,
    Ja4,
    Score,
    StaticResource,
    VerifiedBot,
}

/// <summary>
/// The request itself, for rules. Features do not read these: a model must not learn a site's own hosts and
/// paths.
/// </summary>
internal static class LiveFields
{
    public static LiveField Of(string name) => name switch
    {
        "http.cookie" => LiveField.Cookie,
        "http.host" => LiveField.Host,
        "http.referer" => LiveField.Referer,
        "http.request.full_uri" => LiveField.FullUri,
        "http.request.method" => LiveField.Method,
        "http.request.uri" => LiveField.Uri,
        "http.request.uri.path" => LiveField.Path,
        "http.request.uri.query" => LiveField.Query,
        "http.request.version" => LiveField.Version,
        "http.user_agent" => LiveField.UserAgent,
        "http.x_forwarded_for" => LiveField.ForwardedFor,
        "ip.src" => LiveField.Address,
        "ssl" => LiveField.Secure,
        "cf.bot_management.ja4" => LiveField.Ja4,
        "cf.bot_management.score" => LiveField.Score,
        "cf.bot_management.static_resource" => LiveField.StaticResource,
        "cf.bot_management.verified_bot" => LiveField.VerifiedBot,
        _ => LiveField.Unset,
    };

    /// <returns>Null where the request has none.</returns>
    public static string? Text(LiveField field, RequestView view) => field switch
    {
        LiveField.Cookie => view.Header("Cookie"),
        LiveField.Host => view.Host.Length == 0 ? null : view.Host,
        LiveField.Referer => view.Header("Referer"),
        LiveField.FullUri => $"{(view.Connection.Secure ? "https" : "http")}://{view.Host}{view.Target}",
        LiveField.Method => view.Method,
        LiveField.Uri => view.Target,
        LiveField.Path => view.Path,
        LiveField.Query => view.Query,
        LiveField.Version => Version(view.Http),
        LiveField.UserAgent => view.Header("User-Agent"),
        LiveField.ForwardedFor => view.Header("X-Forwarded-For"),
        LiveField.Ja4 => view.Connection.Ja4,
        LiveField.Unset or LiveField.Address or LiveField.Secure or LiveField.Score
            or LiveField.StaticResource or LiveField.VerifiedBot => null,
        _ => null,
    };

    private static string? Version(HttpGeneration generation) => generation switch
    {
        HttpGeneration.Http10 => "HTTP/1.0",
        HttpGeneration.Http11 => "HTTP/1.1",
        HttpGeneration.Http2 => "HTTP/2",
        HttpGeneration.Http3 => "HTTP/3",
        HttpGeneration.Unset => null,
        _ => null,
    };
}
