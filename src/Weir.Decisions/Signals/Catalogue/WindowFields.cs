using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>
/// What the node's windows tell of a request's keys, as fields: one for each function, key and span. Their
/// order is that of <see cref="IWindowReading.Window"/>. Counts include the request itself.
/// </summary>
public static class WindowFields
{
    private static readonly string[] Keys = ["ip", "prefix", "tls", "user_agent"];

    private static readonly string[] Spans = ["10s", "1m", "10m"];

    private static readonly (string Function, string Describes)[] Functions =
    [
        ("count", "requests"),
        ("distinct_paths", "different paths"),
        ("distinct_agents", "different user agents"),
        ("distinct_ips", "different addresses"),
        ("interval_mean", "mean seconds between requests"),
        ("interval_cv", "variation of the time between requests, as standard deviation by mean"),
        ("share_4xx", "share of the origin's answers that were 4xx"),
        ("asset_share", "share of requests for assets"),
    ];

    public static ImmutableArray<Field> All { get; } =
    [
        .. from function in Functions
           from key in Keys
           from span in Spans
           select new Field(Name(function.Function, key, span), FieldType.Number, FieldKind.Computed,
               $"Of the request's {Described(key)} within the last {span}: {function.Describes}."),
    ];

    /// <summary>As expressions write it: <c>count("ip", "1m")</c>.</summary>
    public static string Name(string function, string key, string span) => $"{function}(\"{key}\", \"{span}\")";

    private static string Described(string key) => key switch
    {
        "ip" => "address",
        "prefix" => "/24 or /64",
        "tls" => "tls.stable",
        _ => "user agent",
    };
}
