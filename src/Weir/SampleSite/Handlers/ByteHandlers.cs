using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>Bodies and statuses to order: <c>/upload</c>, <c>/bytes/{n}</c>, <c>/status/{code}</c>.</summary>
internal static class ByteHandlers
{
    private const int Chunk = 64 * 1024;

    private static readonly byte[] Pattern =
        [.. Enumerable.Range(0, Chunk).Select(i => "weir sample site\n"u8[i % 17])];

    public static void Map(SiteRoutes routes)
    {
        routes.Add("POST", "/upload", UploadAsync);
        routes.Add("PUT", "/upload", UploadAsync);
        routes.AddBelow("GET", "/bytes/", BytesAsync);
        routes.AddBelow("*", "/status/", StatusAsync);
    }

    // Counted as it streams by: memory stays flat, whatever the size. The digest costs more than the rest
    // together, so it has to be asked for.
    private static async Task UploadAsync(HttpContext context)
    {
        var asked = context.Request.Query["digest"] == "sha256";
        using var digest = asked ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        long count = 0;
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                digest?.AppendData(buffer.AsSpan(0, read));
                count += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await Json.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("bytes", count);
            if (digest is not null)
            {
                json.WriteString("sha256", Convert.ToHexStringLower(digest.GetHashAndReset()));
            }

            json.WriteEndObject();
        });
    }

    private static async Task BytesAsync(HttpContext context)
    {
        if (Number(context, SiteLimits.GeneratedBytes) is not { } left)
        {
            await Json.ProblemAsync(context, StatusCodes.Status400BadRequest, "From 0 to 1073741824.");
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = left;
        Headers.NoSniffing(context.Response);
        if (context.Request.Method == "HEAD")
        {
            return;
        }

        while (left > 0)
        {
            var now = (int)Math.Min(left, Chunk);
            await context.Response.Body.WriteAsync(Pattern.AsMemory(0, now), context.RequestAborted);
            left -= now;
        }
    }

    private static async Task StatusAsync(HttpContext context)
    {
        // Informational ones are not answers, and only the server may send them.
        if (Number(context, 599) is not ({ } code and >= 200))
        {
            await Json.ProblemAsync(context, StatusCodes.Status400BadRequest, "A status from 200 to 599.");
            return;
        }

        context.Response.StatusCode = (int)code;
        if (code is 204 or 205 or 304)
        {
            return;
        }

        var text = Encoding.ASCII.GetBytes($"{code}\n");
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    private static long? Number(HttpContext context, long most)
    {
        var text = (context.Request.Path.Value ?? "").Split('/', 3)[^1];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= most ? number : null;
    }
}
