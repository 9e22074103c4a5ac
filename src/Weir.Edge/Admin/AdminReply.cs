using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Edge.Watching;
using Weir.Releases;

namespace Weir.Edge.Admin;

/// <summary>Writes answers of the admin server.</summary>
internal static class AdminReply
{
    private const string PlainPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>
    /// What every answer carries: kept nowhere, guessed at by no browser, shown in no frame.
    /// </summary>
    public static void SetHeaders(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = PlainPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    public static Task TextAsync(HttpContext http, int status, string contentType, string text) =>
        BytesAsync(http, status, contentType, Encoding.UTF8.GetBytes(text));

    public static Task JsonAsync(HttpContext http, Action<Utf8JsonWriter> write) =>
        JsonAsync(http, StatusCodes.Status200OK, "application/json", write);

    /// <summary>Problem details, RFC 9457.</summary>
    /// <param name="http">The call.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="kind">A word for programs, the end of <c>type</c>.</param>
    /// <param name="title">The same for every problem of the kind.</param>
    /// <param name="detail">What is wrong with this call and what to do.</param>
    public static Task ProblemAsync(HttpContext http, int status, string kind, string title, string detail) =>
        JsonAsync(http, status, "application/problem+json", json =>
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:weir:problem:{kind}");
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.WriteString("instance", http.Request.Path.ToUriComponent());
            json.WriteEndObject();
        });

    /// <summary>A release that was refused: the problem names gate and reason.</summary>
    public static Task RefusalAsync(HttpContext http, Refusal refusal) => JsonAsync(
        http, StatusCodes.Status422UnprocessableEntity, "application/problem+json", json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:weir:problem:refused");
            json.WriteString("title", "Release refused");
            json.WriteNumber("status", StatusCodes.Status422UnprocessableEntity);
            json.WriteString("gate", refusal.Gate.Name());
            json.WriteString("reason", refusal.Reason.ToString());
            json.WriteString("detail", refusal.Detail);
            json.WriteString("instance", http.Request.Path.ToUriComponent());
            json.WriteEndObject();
        });

    public static Task JsonAsync(
        HttpContext http, int status, string contentType, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        buffer.Write("\n"u8);
        return BytesAsync(http, status, contentType, buffer.WrittenMemory);
    }

    private static Task BytesAsync(
        HttpContext http, int status, string contentType, ReadOnlyMemory<byte> bytes)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
