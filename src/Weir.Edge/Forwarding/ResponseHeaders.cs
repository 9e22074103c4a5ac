using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Weir.Edge.Forwarding;

/// <summary>The header block and trailers that a visitor gets: the origin's, without names of ours.</summary>
internal static class ResponseHeaders
{
    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        var headers = to.Headers;
        var options = new ConnectionOptions(Values(from.Headers.NonValidated, "Connection"));
        Copy(from.Headers, headers, options);
        Copy(from.Content.Headers, headers, options);
        var framedTwice = from.Headers.NonValidated.Contains("Transfer-Encoding");
        if (framedTwice || HasNoBody(from.StatusCode))
        {
            headers.ContentLength = null;
        }
    }

    /// <summary>Trailers as well may not carry our names.</summary>
    public static void CopyTrailers(HttpResponseMessage from, HttpContext to)
    {
        var trailers = from.TrailingHeaders;
        if (trailers.NonValidated.Count == 0)
        {
            return;
        }

        if (to.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } destination)
        {
            Copy(trailers, destination, default);
        }
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to, ConnectionOptions options)
    {
        foreach (var header in from.NonValidated)
        {
            var name = header.Key;
            if (HeaderRules.IsHopByHop(name) || HeaderRules.IsOurs(name) || HeaderRules.IsAltSvc(name)
                || options.Lists(name))
            {
                continue;
            }

            to[name] = header.Value.Count <= 1 ? header.Value.ToString() : Many(header.Value);
        }
    }

    private static StringValues Values(HttpHeadersNonValidated headers, string name) =>
        !headers.TryGetValues(name, out var values) ? default
        : values.Count <= 1 ? values.ToString() : Many(values);

    private static string[] Many(HeaderStringValues values)
    {
        var all = new string[values.Count];
        var i = 0;
        foreach (var value in values)
        {
            all[i++] = value;
        }

        return all;
    }

    /// <summary>1xx, 204 and 205 have no content, and a length there only confuses (RFC 9110, 8.6).</summary>
    private static bool HasNoBody(HttpStatusCode status) =>
        (int)status is < 200 or (int)HttpStatusCode.NoContent or (int)HttpStatusCode.ResetContent;
}
