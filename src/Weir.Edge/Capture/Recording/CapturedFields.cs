using Microsoft.AspNetCore.Http;
using Weir.Decisions.Signals.Recorded;

namespace Weir.Edge.Capture.Recording;

/// <summary>The header lines of a request as a capture keeps them.</summary>
internal static class CapturedFields
{
    /// <param name="headers">The server's own reading.</param>
    /// <param name="order">The names as sent, comma between; null where that is not known.</param>
    /// <param name="withHost">False over HTTP/2, where the server makes it from a pseudo-header.</param>
    /// <param name="ordered">Whether the lines stand as they were sent.</param>
    public static CapturedField[] Of(
        IHeaderDictionary headers, string? order, bool withHost, out bool ordered)
    {
        var fields = order is null ? null : InOrder(headers, order);
        ordered = fields is not null;
        return fields ?? AsTheyCome(headers, withHost);
    }

    /// <returns>Null where the names and the server's reading do not fit together.</returns>
    private static CapturedField[]? InOrder(IHeaderDictionary headers, string order)
    {
        if (order.Length == 0)
        {
            return headers.Count == 0 ? [] : null;
        }

        var names = order.Split(',');
        var fields = new CapturedField[names.Length];
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Length; i++)
        {
            var values = headers[names[i]];
            var nth = seen.GetValueOrDefault(names[i]);
            if (nth >= values.Count)
            {
                return null;
            }

            seen[names[i]] = nth + 1;
            fields[i] = Field(names[i], values[nth] ?? "");
        }

        return fields;
    }

    private static CapturedField[] AsTheyCome(IHeaderDictionary headers, bool withHost)
    {
        var fields = new List<CapturedField>(headers.Count);
        foreach (var (name, values) in headers)
        {
            if (!withHost && name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var value in values)
            {
                fields.Add(Field(withHost ? name : name.ToLowerInvariant(), value ?? ""));
            }
        }

        return [.. fields];
    }

    private static CapturedField Field(string name, string value) =>
        new(name, Masking.Value(name, value), value.Length);
}
