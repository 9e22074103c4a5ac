using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Decisions;

namespace Weir.Edge.Admin;

/// <summary>Reads what a call brings: never above its bound, no room for what did not come.</summary>
internal static class AdminBody
{
    private const int FirstRoom = 64 * 1024;

    /// <returns>The whole body, or the name of the limit that it is above.</returns>
    public static async ValueTask<Outcome<ReadOnlyMemory<byte>, BodyFault>> ReadAsync(
        HttpContext http, long most, string limit)
    {
        if (http.Request.ContentLength > most)
        {
            return TooLarge(most, limit);
        }

        // The server's own bound is the smallest of all calls', and counts the frames of chunks as well: here
        // only what arrives as content counts.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var room = new byte[Math.Min(FirstRoom, most + 1)];
        var read = 0;
        var body = http.Request.Body;
        while (await body.ReadAsync(room.AsMemory(read), http.RequestAborted) is > 0 and var more)
        {
            read += more;
            if (read > most)
            {
                return TooLarge(most, limit);
            }

            if (read == room.Length)
            {
                Array.Resize(ref room, (int)Math.Min(most + 1, 2L * room.Length));
            }
        }

        return Outcome<ReadOnlyMemory<byte>, BodyFault>.Ok(room.AsMemory(0, read));
    }

    /// <summary>An object such as <c>{"layer":"signals","seconds":60}</c>.</summary>
    [Boundary("the parser says by exception that bytes are no JSON")]
    public static Outcome<JsonElement, BodyFault> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            if (JsonDocument.TryParseValue(ref reader, out var document))
            {
                using (document)
                {
                    var root = document.RootElement.Clone();
                    return root.ValueKind == JsonValueKind.Object && !reader.Read()
                        ? Outcome<JsonElement, BodyFault>.Ok(root)
                        : Outcome<JsonElement, BodyFault>.Fail(new("The body is one JSON object."));
                }
            }
        }
        catch (JsonException failure)
        {
            return Outcome<JsonElement, BodyFault>.Fail(new($"The body is no JSON: {failure.Message}"));
        }

        return Outcome<JsonElement, BodyFault>.Fail(new("The body is no JSON."));
    }

    /// <summary>Empty where there is no such text.</summary>
    public static string Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : "";

    /// <summary>0 where there is no such whole number of seconds, or it is below 1 or above a year.</summary>
    public static long Seconds(JsonElement body) =>
        body.TryGetProperty("seconds", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var seconds) && seconds is > 0 and <= Limits.AdminLongestSeconds
            ? seconds
            : 0;

    private static Outcome<ReadOnlyMemory<byte>, BodyFault> TooLarge(long most, string limit) =>
        Outcome<ReadOnlyMemory<byte>, BodyFault>.Fail(new($"The body is above {limit}, {most} bytes."));
}

/// <summary>Why a body is not taken, for a person; names the limit where one was reached.</summary>
internal readonly record struct BodyFault(string Detail);
