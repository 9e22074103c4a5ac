using System.Collections.Frozen;

namespace Weir.Decisions.Language.Checking;

/// <summary>
/// What Cloudflare's language knows and this one does not have yet, so that a rule carried over is told
/// what it lacks instead of that it is misspelt. Source: Cloudflare's fields and functions reference.
/// </summary>
internal static class CloudflareNames
{
    private static readonly FrozenSet<string> Functions = FrozenSet.ToFrozenSet(
    [
        "all", "any", "bit_slice", "cidr", "cidr6", "concat", "decode_base64", "encode_base64", "has_key",
        "has_value", "is_timed_hmac_valid_v0", "join", "json_lookup_integer", "json_lookup_string",
        "lookup_json_integer", "lookup_json_string", "regex_replace", "remove_bytes", "remove_query_args",
        "sha256", "split", "substring", "to_string", "url_decode", "uuidv4", "wildcard_replace",
    ]);

    private static readonly FrozenSet<string> Fields = FrozenSet.ToFrozenSet(
    [
        "http.request.accepted_languages", "http.request.cookies", "http.request.headers",
        "http.request.headers.names", "http.request.headers.truncated", "http.request.headers.values",
        "http.request.jwt.claims", "http.request.timestamp.msec", "http.request.timestamp.sec",
        "http.request.uri.args", "http.request.uri.args.names", "http.request.uri.args.values",
        "http.request.uri.path.extension", "ip.src.asnum", "ip.src.city", "ip.src.continent",
        "ip.src.country",
        "ip.src.is_in_european_union", "ip.src.lat", "ip.src.lon", "ip.src.metro_code", "ip.src.postal_code",
        "ip.src.region", "ip.src.region_code", "ip.src.subdivision_1_iso_code",
        "ip.src.subdivision_2_iso_code",
        "ip.src.timezone.name",
    ]);

    /// <summary>Whole families of which nothing, or little, is there.</summary>
    private static readonly string[] Families =
    [
        "cf.", "http.request.body.", "http.request.cookies.", "http.request.headers.", "http.request.jwt.",
        "http.request.uri.args.", "http.response.", "icmp.", "ip.dst", "ip.geoip.", "ip.src.", "raw.",
        "sip.", "tcp.", "udp.",
    ];

    public static bool IsFunction(string name) => Functions.Contains(name);

    public static bool IsField(string name) => Fields.Contains(name);

    /// <summary>
    /// Asked after spelling: <c>cf.bot_management.scor</c> is a slip, not a field of the family.
    /// </summary>
    public static bool IsOfAFamily(string name)
    {
        foreach (var family in Families)
        {
            if (name.StartsWith(family, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
