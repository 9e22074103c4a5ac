using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Received;

/// <summary>The headers of a request as they arrived.</summary>
internal static class ReceivedHeaders
{
    /// <summary>
    /// In received order and casing where the connection is recorded; otherwise (HTTP/2, whose names are
    /// lower case by rule) as the server keeps them.
    /// </summary>
    public static List<KeyValuePair<string, string>> Of(HttpContext context)
    {
        var lines = context.Request.Headers.Sum(header => header.Value.Count);
        if (RecordedConnection.Of(context) is { } connection
            && Last(connection.Recorder.Consumed, lines) is { } received)
        {
            return received;
        }

        return [.. context.Request.Headers.SelectMany(header =>
            header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")))];
    }

    /// <summary>
    /// The last lines of a header block, or null where the bytes do not end in one: everything before may
    /// be the end of an earlier body, only the server knows how many lines are headers.
    /// </summary>
    private static List<KeyValuePair<string, string>>? Last(ReadOnlySpan<byte> consumed, int lines)
    {
        if (!consumed.EndsWith("\r\n\r\n"u8))
        {
            return null;
        }

        var rest = consumed[..^4];
        var headers = new List<KeyValuePair<string, string>>(lines);
        for (var i = 0; i < lines; i++)
        {
            var start = rest.LastIndexOf("\r\n"u8);
            if (start < 0 || Split(rest[(start + 2)..]) is not { } header)
            {
                return null;
            }

            headers.Add(header);
            rest = rest[..start];
        }

        headers.Reverse();
        return headers;
    }

    private static KeyValuePair<string, string>? Split(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon <= 0
            ? null
            : KeyValuePair.Create(
                Encoding.UTF8.GetString(line[..colon]),
                Encoding.UTF8.GetString(line[(colon + 1)..].Trim(" \t"u8)));
    }
}
