namespace Weir.Decisions.Signals.Hpack;

/// <summary>RFC 7541, appendix A: names, and of the values only their lengths.</summary>
internal static class HpackStaticTable
{
    private static readonly HpackField[] Fields =
    [
        new(":authority", 0), new(":method", 3), new(":method", 4), new(":path", 1), new(":path", 11),
        new(":scheme", 4), new(":scheme", 5), new(":status", 3), new(":status", 3), new(":status", 3),
        new(":status", 3), new(":status", 3), new(":status", 3), new(":status", 3),
        new("accept-charset", 0), new("accept-encoding", 13), new("accept-language", 0),
        new("accept-ranges", 0), new("accept", 0), new("access-control-allow-origin", 0), new("age", 0),
        new("allow", 0), new("authorization", 0), new("cache-control", 0), new("content-disposition", 0),
        new("content-encoding", 0), new("content-language", 0), new("content-length", 0),
        new("content-location", 0), new("content-range", 0), new("content-type", 0), new("cookie", 0),
        new("date", 0), new("etag", 0), new("expect", 0), new("expires", 0), new("from", 0), new("host", 0),
        new("if-match", 0), new("if-modified-since", 0), new("if-none-match", 0), new("if-range", 0),
        new("if-unmodified-since", 0), new("last-modified", 0), new("link", 0), new("location", 0),
        new("max-forwards", 0), new("proxy-authenticate", 0), new("proxy-authorization", 0),
        new("range", 0), new("referer", 0), new("refresh", 0), new("retry-after", 0), new("server", 0),
        new("set-cookie", 0), new("strict-transport-security", 0), new("transfer-encoding", 0),
        new("user-agent", 0), new("vary", 0), new("via", 0), new("www-authenticate", 0),
    ];

    public static int Count => Fields.Length;

    /// <summary>Counted from one, as on the wire.</summary>
    public static HpackField At(int index) => Fields[index - 1];
}
