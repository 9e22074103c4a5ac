using System.Collections.Frozen;

namespace Weir.Decisions.Signals.Recorded;

/// <summary>
/// Which words of a request a capture may keep. A header value is kept only where its name is on the list
/// below, which holds nothing that authenticates or identifies anyone; of every other value, and of every
/// query value, the length stays.
/// </summary>
public static class Masking
{
    private const char Filler = 'x';

    private static readonly FrozenSet<string> Kept = new[]
    {
        "accept", "accept-charset", "accept-encoding", "accept-language", "access-control-request-headers",
        "access-control-request-method", "cache-control", "connection", "content-encoding", "content-length",
        "content-type", "device-memory", "dnt", "downlink", "dpr", "early-data", "ect", "expect", "host",
        "keep-alive", "max-forwards", "origin", "pragma", "priority", "proxy-connection", "purpose", "range",
        "referer", "rtt", "save-data", "sec-gpc", "sec-purpose", "sec-websocket-extensions",
        "sec-websocket-version", "service-worker", "service-worker-navigation-preload", "te", "trailer",
        "transfer-encoding", "upgrade", "upgrade-insecure-requests", "user-agent", "via", "viewport-width",
        "width", "x-moz", "x-purpose", "x-requested-with",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <returns>
    /// The value to keep, addresses without their query's values; null where only its length may stay.
    /// </returns>
    public static string? Value(string name, string value)
    {
        if (value.Length > Limits.RecordedValue || !MayKeep(name))
        {
            return null;
        }

        return IsAddress(name) ? Address(value) : value;
    }

    /// <summary>A value of which only the length is known.</summary>
    public static string OfLength(int length) => new(Filler, length);

    /// <summary>
    /// The names of a query with fillers in place of the values; a part without a name, or with one that
    /// is too long to be one, is filler altogether. As long as the query itself, up to
    /// <see cref="Limits.RecordedQuery"/> characters.
    /// </summary>
    /// <param name="query">Without the question mark.</param>
    public static string Query(ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return "";
        }

        if (query.Length > Limits.RecordedQuery)
        {
            query = query[..Limits.RecordedQuery];
        }

        Span<char> masked = stackalloc char[Limits.RecordedQuery];
        masked = masked[..query.Length];
        masked.Fill(Filler);
        var start = 0;
        while (start < query.Length)
        {
            var and = query[start..].IndexOf('&');
            var end = and < 0 ? query.Length : start + and;
            var named = query[start..end].IndexOf('=') + 1;
            if (named is > 0 and <= Limits.RecordedQueryName)
            {
                query.Slice(start, named).CopyTo(masked[start..]);
            }

            if (end < query.Length)
            {
                masked[end] = '&';
            }

            start = end + 1;
        }

        return new string(masked);
    }

    private static bool MayKeep(string name) => Kept.Contains(name)
        || name.StartsWith("sec-ch-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("sec-fetch-", StringComparison.OrdinalIgnoreCase);

    private static bool IsAddress(string name) =>
        name.Equals("referer", StringComparison.OrdinalIgnoreCase)
        || name.Equals("origin", StringComparison.OrdinalIgnoreCase);

    // A fragment has no place in either header, and a name or password before the host even less.
    private static string? Address(string value)
    {
        if (value.AsSpan().ContainsAny('@', '#'))
        {
            return null;
        }

        var mark = value.IndexOf('?');
        return mark < 0 ? value : string.Concat(value.AsSpan(0, mark + 1), Query(value.AsSpan(mark + 1)));
    }
}
