using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Requests;

namespace Weir.Edge.Capture.Recording;

/// <summary>The lines of a capture, each a JSON object; <c>docs/captures.md</c> names its members.</summary>
internal static class CaptureText
{
    // The file is read by programs, not shown in a page: quotes and controls are escaped, nothing else.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteConnection(CapturedRequest request, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("k", "c");
        json.WriteNumber("c", request.Connection.Id);
        json.WriteBoolean("s", request.Secure);
        if (request.Connection.Hello is { } hello)
        {
            json.WriteBase64String("hello", hello);
        }

        if (request.Opening is { } opening)
        {
            WriteOpening(json, opening);
        }

        json.WriteEndObject();
    }

    public static void WriteRequest(CapturedRequest request, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("k", "r");
        json.WriteNumber("c", request.Connection.Id);
        json.WriteNumber("t", request.At);
        json.WriteString("a", request.Peer.ToString());
        json.WriteString("v", Version(request.Http));
        json.WriteString("m", request.Method);
        json.WriteString("p", request.Path);
        if (request.Query.Length > 0)
        {
            json.WriteString("q", request.Query);
        }

        json.WriteString("h", request.Host);
        json.WriteBoolean("o", request.Ordered);
        WriteFields(json, request.Fields);
        json.WriteNumber("st", request.Status);
        if (request.ResponseBytes is { } bytes)
        {
            json.WriteNumber("rb", bytes);
        }

        json.WriteNumber("us", (long)request.Duration.TotalMicroseconds);
        if (request.AnsweredByEdge)
        {
            json.WriteBoolean("e", true);
        }

        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, CapturedField[] fields)
    {
        json.WriteStartArray("f");
        foreach (var field in fields)
        {
            json.WriteStartArray();
            json.WriteStringValue(field.Name);
            if (field.Value is { } value)
            {
                json.WriteStringValue(value);
            }
            else
            {
                json.WriteNumberValue(field.Length);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteOpening(Utf8JsonWriter json, Http2Opening opening)
    {
        json.WriteStartObject("h2");
        json.WriteStartArray("s");
        foreach (var setting in opening.Settings)
        {
            json.WriteNumberValue(setting.Id);
            json.WriteNumberValue(setting.Value);
        }

        json.WriteEndArray();
        json.WriteNumber("w", opening.WindowUpdate);
        if (!opening.Priorities.IsEmpty)
        {
            json.WriteStartArray("p");
            foreach (var priority in opening.Priorities)
            {
                WritePriority(json, priority);
            }

            json.WriteEndArray();
        }

        if (opening.HeadersPriority is { } own)
        {
            json.WriteStartArray("hp");
            WritePriority(json, own);
            json.WriteEndArray();
        }

        json.WriteString("o", opening.PseudoHeaderOrder);
        json.WriteStartArray("n");
        foreach (var name in opening.HeaderNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePriority(Utf8JsonWriter json, Http2Priority priority)
    {
        json.WriteNumberValue(priority.Stream);
        json.WriteNumberValue(priority.Exclusive ? 1 : 0);
        json.WriteNumberValue(priority.DependsOn);
        json.WriteNumberValue(priority.Weight);
    }

    private static string Version(HttpGeneration http) => http switch
    {
        HttpGeneration.Http10 => "1.0",
        HttpGeneration.Http11 => "1.1",
        HttpGeneration.Http2 => "2",
        HttpGeneration.Http3 => "3",
        HttpGeneration.Unset => "",
        _ => "",
    };
}
