using System.Collections.Frozen;

namespace Weir.Decisions.Signals.HeaderOrder;

/// <summary>The header names that orders are compared by, each with a small number.</summary>
internal static class KnownHeaders
{
    private static readonly string[] Names =
    [
        "host", "connection", "content-length", "cache-control", "pragma", "sec-ch-ua", "sec-ch-ua-mobile",
        "sec-ch-ua-platform", "upgrade-insecure-requests", "user-agent", "accept", "content-type", "origin",
        "sec-fetch-site", "sec-fetch-mode", "sec-fetch-user", "sec-fetch-dest", "referer", "accept-encoding",
        "accept-language", "cookie", "priority", "te", "range", "dnt", "sec-gpc", "if-none-match",
        "if-modified-since", "access-control-request-method", "access-control-request-headers", "upgrade",
        "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions", "x-requested-with",
        "sec-fetch-storage-access", "sec-purpose", "if-range",
    ];

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Places =
        Names.Select((name, place) => KeyValuePair.Create(name, place))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>At most 64, so that a set of them is one word.</summary>
    public static int Count => Names.Length;

    /// <param name="name">In any casing.</param>
    /// <returns>-1 where it is not one of them.</returns>
    public static int Find(ReadOnlySpan<char> name) => Places.TryGetValue(name, out var place) ? place : -1;
}
