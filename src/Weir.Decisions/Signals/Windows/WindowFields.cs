using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Signals.Windows;

/// <summary>One value that expressions may read from the windows.</summary>
public readonly record struct WindowField(WindowKey Key, WindowMeasure Measure, WindowSpan Span)
{
    /// <summary>As it is written in an expression: <c>count("ip", "1m")</c>.</summary>
    public string Name =>
        $"{WindowFields.Name(Measure, Key)}(\"{WindowFields.Name(Key)}\", \"{WindowFields.Name(Span)}\")";
}

/// <summary>Every value that expressions may read from the windows, in the order of their places.</summary>
public static class WindowFields
{
    private static readonly WindowKey[] Keys =
        [WindowKey.Address, WindowKey.Prefix, WindowKey.Tls, WindowKey.UserAgent];

    public static ImmutableArray<WindowField> All { get; } = [.. Keys.SelectMany(Of)];

    /// <summary>The same as fields of a catalogue, in the same order.</summary>
    public static ImmutableArray<Field> Fields { get; } =
        [.. All.Select(f => new Field(f.Name, FieldType.Number, FieldKind.Computed, Describe(f)))];

    internal static string Name(WindowMeasure measure, WindowKey key) => measure switch
    {
        WindowMeasure.Count => "count",
        WindowMeasure.DistinctPaths => "distinct_paths",
        WindowMeasure.DistinctPeers => ByAddress(key) ? "distinct_agents" : "distinct_addresses",
        WindowMeasure.IntervalMean => "interval_mean",
        WindowMeasure.IntervalVariation => "interval_cv",
        WindowMeasure.AssetShare => "asset_share",
        WindowMeasure.HeadShare => "head_share",
        WindowMeasure.ClientErrorShare => "share_4xx",
        WindowMeasure.RobotsFetched => "robots_fetched",
        WindowMeasure.Unset => "unset",
        _ => "unset",
    };

    internal static string Name(WindowKey key) => key switch
    {
        WindowKey.Address => "ip",
        WindowKey.Prefix => "prefix",
        WindowKey.Tls => "tls",
        WindowKey.UserAgent => "user_agent",
        WindowKey.Unset => "unset",
        _ => "unset",
    };

    internal static string Name(WindowSpan span) => span switch
    {
        WindowSpan.TenSeconds => "10s",
        WindowSpan.Minute => "1m",
        WindowSpan.TenMinutes => "10m",
        WindowSpan.Unset => "unset",
        _ => "unset",
    };

    private static IEnumerable<WindowField> Of(WindowKey key) =>
    [
        new(key, WindowMeasure.Count, WindowSpan.TenSeconds),
        new(key, WindowMeasure.Count, WindowSpan.Minute),
        new(key, WindowMeasure.Count, WindowSpan.TenMinutes),
        new(key, WindowMeasure.DistinctPaths, WindowSpan.Minute),
        new(key, WindowMeasure.DistinctPeers, WindowSpan.TenMinutes),
        new(key, WindowMeasure.IntervalMean, WindowSpan.Minute),
        new(key, WindowMeasure.IntervalVariation, WindowSpan.Minute),
        new(key, WindowMeasure.AssetShare, WindowSpan.TenMinutes),
        new(key, WindowMeasure.HeadShare, WindowSpan.TenMinutes),
        new(key, WindowMeasure.ClientErrorShare, WindowSpan.TenMinutes),
        new(key, WindowMeasure.RobotsFetched, WindowSpan.TenMinutes),
    ];

    private static bool ByAddress(WindowKey key) => key is WindowKey.Address or WindowKey.Prefix;

    private static string Describe(WindowField field) =>
        $"{What(field)} of the same {Whose(field.Key)} in the last {HowLong(field.Span)}";

    private static string What(WindowField field) => field.Measure switch
    {
        WindowMeasure.Count => "requests, this one included,",
        WindowMeasure.DistinctPaths => "different paths, estimated,",
        WindowMeasure.DistinctPeers =>
            ByAddress(field.Key) ? "different user agents, estimated," : "different addresses, estimated,",
        WindowMeasure.IntervalMean => "mean milliseconds between requests",
        WindowMeasure.IntervalVariation => "variation of the time between requests (deviation over mean)",
        WindowMeasure.AssetShare => "share of requests for assets",
        WindowMeasure.HeadShare => "share of HEAD requests",
        WindowMeasure.ClientErrorShare => "share of 4xx among the origin's answers to requests",
        WindowMeasure.RobotsFetched => "whether robots.txt was asked for (1 or 0) by requests",
        WindowMeasure.Unset => "nothing",
        _ => "nothing",
    };

    private static string Whose(WindowKey key) => key switch
    {
        WindowKey.Address => "address",
        WindowKey.Prefix => "/24 or /64",
        WindowKey.Tls => "TLS fingerprint",
        WindowKey.UserAgent => "user agent",
        WindowKey.Unset => "nothing",
        _ => "nothing",
    };

    private static string HowLong(WindowSpan span) => span switch
    {
        WindowSpan.TenSeconds => "10 seconds",
        WindowSpan.Minute => "minute",
        WindowSpan.TenMinutes => "10 minutes",
        WindowSpan.Unset => "moment",
        _ => "moment",
    };
}
