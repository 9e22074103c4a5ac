using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Transforms;

namespace Weir.Edge.Forwarding;

/// <summary>
/// The header block that an origin gets: the visitor's, without what is not theirs to say, and ours.
/// </summary>
internal static class RequestHeaders
{
    /// <param name="from">The visitor's request.</param>
    /// <param name="to">The request to the origin, its content already set where there is a body.</param>
    /// <param name="keepHost">Whether the origin sees the visitor's Host.</param>
    /// <param name="peerTrusted">Whether what the peer says about earlier hops is kept.</param>
    public static void Copy(HttpRequest from, HttpRequestMessage to, bool keepHost, bool peerTrusted)
    {
        var options = new ConnectionOptions(from.Headers.Connection);
        foreach (var (name, value) in from.Headers)
        {
            if (name.Length == 0 || name[0] == ':' || HeaderRules.IsHopByHop(name) || HeaderRules.IsOurs(name)
                || HeaderRules.IsTrailer(name) || options.Lists(name))
            {
                continue;
            }

            var claim = HeaderRules.ClaimOf(name);
            var dropped = claim is not HopClaim.None && !(claim is HopClaim.Other && peerTrusted);
            if (dropped || (!keepHost && HeaderRules.Is(name, "Host")))
            {
                continue;
            }

            Add(to, name, value);
        }

        if (from.Headers.TransferEncoding.Count > 0 && from.Headers.ContentLength is not null)
        {
            // Refused long before this; were it not, two lengths would be one too many.
            to.Content?.Headers.Remove("Content-Length");
        }

        KeepTrailersWish(from, to);
    }

    /// <summary>
    /// What the gateway itself says about the request; absent where there is nothing to say.
    /// </summary>
    public static void AddOurs(HttpRequestHeaders to, in ForwardHeaders ours)
    {
        Add(to, "Weir-Request-Id", ours.RequestId);
        Add(to, "Weir-Score", ours.Score);
        Add(to, "Weir-Unscored", ours.Unscored);
        Add(to, "Weir-Verdict", ours.Verdict);
        Add(to, "Weir-Source", ours.Source);
        Add(to, "Weir-Ja4", ours.Ja4);
        Add(to, "Weir-Verified-Bot", ours.VerifiedBot);
    }

    private static void Add(HttpRequestHeaders to, string name, string? value)
    {
        if (value is not null)
        {
            to.TryAddWithoutValidation(name, value);
        }
    }

    private static void Add(HttpRequestMessage to, string name, StringValues value)
    {
        var added = value.Count == 1
            ? to.Headers.TryAddWithoutValidation(name, value.ToString())
            : to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        if (added)
        {
            return;
        }

        if (to.Content is null)
        {
            // A field about content on a request without any (a Content-Type on GET): the library can
            // only carry it on a content of length zero, and accepts none but its own.
            RequestTransform.AddHeader(new RequestTransformContext { ProxyRequest = to }, name, value);
        }
        else if (value.Count == 1)
        {
            to.Content.Headers.TryAddWithoutValidation(name, value.ToString());
        }
        else
        {
            to.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }
    }

    /// <summary>
    /// gRPC asks for trailers through TE, the one value that HTTP/2 allows (RFC 9113, 8.2.2).
    /// </summary>
    private static void KeepTrailersWish(HttpRequest from, HttpRequestMessage to)
    {
        var wish = from.Headers.TE;
        if (wish.Count == 1 && HeaderRules.Is(wish.ToString(), "trailers")
            && HttpProtocol.IsHttp2(from.Protocol))
        {
            to.Headers.TryAddWithoutValidation("TE", "trailers");
        }
    }
}
