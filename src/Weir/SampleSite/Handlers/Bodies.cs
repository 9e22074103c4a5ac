using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>Reads small bodies, and only small ones.</summary>
internal static class Bodies
{
    /// <summary>The body, or null where it is longer than <see cref="SiteLimits.FormBytes"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        var buffer = new byte[SiteLimits.FormBytes + 1];
        var count = await context.Request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return count > SiteLimits.FormBytes ? null : buffer[..count];
    }

    /// <summary>The fields of a URL-encoded form; null where it is too long or something else.</summary>
    public static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        const string UrlEncoded = "application/x-www-form-urlencoded";
        if (context.Request.ContentType?.StartsWith(UrlEncoded, StringComparison.OrdinalIgnoreCase) != true
            || await ReadAsync(context) is not { } body)
        {
            return null;
        }

        try
        {
            using var reader = new FormReader(new MemoryStream(body));
            return new FormCollection(await reader.ReadFormAsync(context.RequestAborted));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>See Other: the browser fetches the next page, and reloading it posts nothing again.</summary>
    public static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    public static Task RefuseFormAsync(HttpContext context) => PageHandlers.MessageAsync(
        context, StatusCodes.Status400BadRequest, "That did not work", "The form is too long or unreadable.");
}
