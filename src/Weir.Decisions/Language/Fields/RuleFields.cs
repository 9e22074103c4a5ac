using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Weir.Decisions.Language.Fields;

/// <summary>What the rules of a site may read. Names are Cloudflare's where one exists.</summary>
public static class RuleFields
{
    public static ImmutableArray<Field> All { get; } =
    [
        Text("http.cookie", "The Cookie header as a whole."),
        Text("http.host", "The Host header, with its port, if it names one."),
        Text("http.referer", "The Referer header."),
        Text("http.request.full_uri", "Scheme, host, path and query."),
        Text("http.request.method", "The method, such as \"GET\"."),
        Text("http.request.uri", "Path and query."),
        Text("http.request.uri.path", "The path as received."),
        Text("http.request.uri.query", "The query without its question mark."),
        Text("http.request.version", "The protocol: \"HTTP/1.0\", \"HTTP/1.1\", \"HTTP/2\"."),
        Text("http.user_agent", "The User-Agent header."),
        Text("http.x_forwarded_for", "The X-Forwarded-For header as received."),
        new("ip.src", FieldType.Address, FieldKind.Request, "The visitor's address, behind trusted proxies.")
        {
            Aliases = ["ip.addr"],
        },
        new("ssl", FieldType.Bool, FieldKind.Request, "Whether the connection is encrypted."),
        new("cf.bot_management.ja4", FieldType.Text, FieldKind.Computed, "The JA4 of the TLS ClientHello.")
        {
            Aliases = ["bot.ja4"],
        },
        new("cf.bot_management.score", FieldType.Number, FieldKind.Computed,
            "The bot score: 1 is certainly automated, 99 certainly human.")
        {
            Aliases = ["bot.score"],
            OfScoring = true,
        },
        new("cf.bot_management.static_resource", FieldType.Bool, FieldKind.Computed,
            "Whether the path looks like a static file.")
        {
            Aliases = ["bot.static_resource"],
        },
        new("cf.bot_management.verified_bot", FieldType.Bool, FieldKind.Computed,
            "Whether it is a bot whose identity was verified.")
        {
            Aliases = ["bot.verified"],
        },
    ];

    public static FieldCatalogue Catalogue { get; } = new(All);

    /// <summary>Places of the fields that are missing when scoring is gone.</summary>
    public static FrozenSet<int> OfScoring(FieldCatalogue catalogue) =>
        catalogue.Fields.Index()
            .Where(static field => field.Item.OfScoring)
            .Select(static field => field.Index)
            .ToFrozenSet();

    private static Field Text(string name, string description) =>
        new(name, FieldType.Text, FieldKind.Request, description);
}
