using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite;

/// <summary>Headers that a careful small site sends.</summary>
internal static class Headers
{
    private const string Policy =
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void ForPage(HttpResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        NoSniffing(response);
    }

    public static void NoSniffing(HttpResponse response) => response.Headers.XContentTypeOptions = "nosniff";
}
