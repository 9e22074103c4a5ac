using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>
/// The request itself, under Cloudflare's names, for rules. Features do not read these: a model must not learn
/// a site's own hosts and paths.
/// </summary>
internal static class LiveFields
{
    public static ImmutableArray<Field> All { get; } =
    [
        Text("http.host", "The Host header, or :authority."),
        Text("http.request.method", "The method, such as GET."),
        Text("http.request.uri", "Path and query as received."),
        Text("http.request.uri.path", "The path without the query."),
        Text("http.request.uri.query", "The query without the question mark."),
        Text("http.user_agent", "The User-Agent header."),
        Text("http.referer", "The Referer header."),
        Text("http.cookie", "The Cookie header; read by rules, never recorded."),
        Text("http.request.version", "HTTP/1.0, HTTP/1.1, HTTP/2 or HTTP/3."),
        new("ssl", FieldType.Bool, FieldKind.Request, "The visitor's connection is TLS."),
        new("ip.src", FieldType.Address, FieldKind.Request, "The visitor's address.") { Aliases = ["ip.addr"] },
    ];

    public const int Secure = 9;

    public const int Address = 10;

    /// <returns>Null where the request has none.</returns>
    public static string? Text(int place, RequestView view) => place switch
    {
        0 => view.Host.Length == 0 ? null : view.Host,
        1 => view.Method,
        2 => view.Target,
        3 => view.Path,
        4 => view.Query,
        5 => view.Header("User-Agent"),
        6 => view.Header("Referer"),
        7 => view.Header("Cookie"),
        8 => Version(view.Http),
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

    private static Field Text(string name, string description) =>
        new(name, FieldType.Text, FieldKind.Request, description);
}

/// <summary>What the gateway makes of the request: missing until it has.</summary>
internal static class ScoreFields
{
    public const int Score = 0;

    public const int VerifiedBot = 1;

    public const int Ja4 = 2;

    public const int StaticResource = 3;

    public static ImmutableArray<Field> All { get; } =
    [
        new("cf.bot_management.score", FieldType.Number, FieldKind.Computed,
            "The bot score, 1 (a bot) to 99 (a person).") { Aliases = ["bot.score"] },
        new("cf.bot_management.verified_bot", FieldType.Bool, FieldKind.Computed,
            "The request comes from a bot whose identity was verified.") { Aliases = ["bot.verified"] },
        new("cf.bot_management.ja4", FieldType.Text, FieldKind.Computed,
            "The JA4 of the visitor's TLS client.") { Aliases = ["bot.ja4"] },
        new("cf.bot_management.static_resource", FieldType.Bool, FieldKind.Computed,
            "The path ends like an asset's.") { Aliases = ["bot.static_resource"] },
    ];
}
