using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Weir.Edge.Forwarding;

/// <summary>
/// The address to ask an origin for: its own authority and the visitor's path and query, byte for byte.
/// Decoding and encoding again would turn <c>%2F</c>, <c>//</c> or <c>%2e%2e</c> into something else.
/// </summary>
internal static class RequestTarget
{
    private static readonly UriCreationOptions _asReceived =
        new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="origin">Scheme and authority, without a path.</param>
    /// <param name="request">The visitor's request.</param>
    /// <returns>Null where the target cannot be an address.</returns>
    public static Uri? Of(string origin, HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = string.IsNullOrEmpty(raw) ? "/" : OriginForm(raw);
        return Uri.TryCreate(string.Concat(origin, path), in _asReceived, out var address) ? address : null;
    }

    /// <summary>True for <c>OPTIONS *</c>, which asks about the server and not about a resource.</summary>
    public static bool IsAsterisk(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        && request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget == "*";

    /// <summary>Path and query of an origin-form or absolute-form target (RFC 9112, section 3.2).</summary>
    internal static ReadOnlySpan<char> OriginForm(string target)
    {
        if (target[0] == '/')
        {
            return target;
        }

        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return "/";
        }

        var rest = target.AsSpan(scheme + 3);
        var end = rest.IndexOfAny('/', '?', '#');
        if (end < 0)
        {
            return "/";
        }

        // A query straight after the authority has an empty path, which is the path "/".
        return rest[end] == '/' ? rest[end..] : string.Concat("/", rest[end..]);
    }
}
