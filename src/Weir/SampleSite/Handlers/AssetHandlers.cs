using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>Files under <c>/assets/</c>, the icons, and what robots read.</summary>
internal static class AssetHandlers
{
    private const string Folder = "assets/";

    public static void Map(SiteRoutes routes)
    {
        foreach (var name in EmbeddedContent.Names(Folder))
        {
            var bytes = EmbeddedContent.Bytes(name);
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\"";
            routes.Add("GET", $"/{name}", context => WriteAsync(context, bytes, TypeOf(name), tag));
            if (name == $"{Folder}favicon.ico")
            {
                // Browsers ask here, whatever the page says.
                routes.Add("GET", "/favicon.ico", context => WriteAsync(context, bytes, TypeOf(name), tag));
            }
        }

        routes.Add("GET", "/robots.txt", context => TextAsync(
            context,
            "text/plain; charset=utf-8",
            $"User-agent: *\nDisallow: /account\nDisallow: /api/\n\nSitemap: {Site(context)}/sitemap.xml\n"));
        routes.Add("GET", "/sitemap.xml", context =>
            TextAsync(context, "application/xml", Sitemap(Site(context))));
    }

    private static Task WriteAsync(HttpContext context, byte[] bytes, string type, string tag)
    {
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "public, max-age=3600";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return BytesAsync(context, type, bytes);
    }

    private static Task TextAsync(HttpContext context, string type, string text) =>
        BytesAsync(context, type, Encoding.UTF8.GetBytes(text));

    private static async Task BytesAsync(HttpContext context, string type, byte[] bytes)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        Headers.NoSniffing(context.Response);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static string Sitemap(string site)
    {
        var map = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

            """);
        foreach (var path in PageHandlers.Addresses)
        {
            map.Append($"<url><loc>{site}{path}</loc></url>\n");
        }

        return map.Append("</urlset>\n").ToString();
    }

    // The visitor's view of this site: behind a gateway the scheme differs from our own. The Host is
    // the visitor's text, and ends up in XML.
    private static string Site(HttpContext context)
    {
        var secure = context.Request.Headers["X-Forwarded-Proto"].ToString() == "https";
        return $"{(secure ? "https" : "http")}://{Layout.Escape(context.Request.Host.ToUriComponent())}";
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        _ => "application/octet-stream",
    };
}
