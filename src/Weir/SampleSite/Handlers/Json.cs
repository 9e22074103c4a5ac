using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>JSON answers, written as they read.</summary>
internal static class Json
{
    // Never inside a page, so that only JSON's own escapes are needed.
    private static readonly JsonWriterOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(
        HttpContext context, int status, Action<Utf8JsonWriter> write, string type = "application/json")
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            write(writer);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = buffer.WrittenCount;
        context.Response.Headers.CacheControl = "no-store";
        Headers.NoSniffing(context.Response);
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    /// <summary>Problem details (RFC 9457).</summary>
    public static Task ProblemAsync(HttpContext context, int status, string title) => WriteAsync(
        context,
        status,
        json =>
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteEndObject();
        },
        "application/problem+json");
}
