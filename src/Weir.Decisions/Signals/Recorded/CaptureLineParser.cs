using System.Net;
using System.Text.Json;
using Weir.Decisions.Signals.Requests;

namespace Weir.Decisions.Signals.Recorded;

/// <summary>
/// One JSON object into a <see cref="CaptureLine"/>. Names that it does not know are skipped, so that a
/// capture may hold more than this version reads. Every value is bounded before it is kept.
/// </summary>
internal static class CaptureLineParser
{
    private const int Depth = 8;
    private const int LongestMethod = 64;
    private const int LongestAddress = 64;
    private const int LongestSession = 128;

    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    /// <exception cref="InvalidOperationException">A value has another type, or is no text.</exception>
    public static bool TryParse(ReadOnlySpan<byte> line, CaptureLine into)
    {
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Depth });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            if (!json.Read() || !TryMember(ref json, name, into))
            {
                return false;
            }
        }

        // Whatever stands behind the object makes the reader throw.
        return json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    private static bool TryMember(ref Utf8JsonReader json, string? name, CaptureLine into)
    {
        switch (name)
        {
            case "k":
                into.Kind = TryText(ref json, 1, out var kind) && kind.Length == 1 ? kind[0] : '\0';
                return true;
            case "c":
                return TrySize(ref json, out var id) && (into.ConnectionId = id) >= 0;
            case "s":
                into.Secure = json.GetBoolean();
                return true;
            case "hello":
                return TryHello(ref json, into);
            case "h2":
                into.Opening = new Http2OpeningParts();
                return CaptureOpeningParser.TryParse(ref json, into.Opening);
            case "o":
                into.Ordered = json.GetBoolean();
                return true;
            case "e":
                into.AnsweredByEdge = json.GetBoolean();
                return true;
            case "synthetic":
                into.Synthetic = json.GetBoolean();
                return true;
            case "f":
                return TryFields(ref json, into.Fields);
            default:
                return TryText(ref json, name, into) ?? TryNumber(ref json, name, into) ?? Skip(ref json);
        }
    }

    /// <returns>Null where it is none of these.</returns>
    private static bool? TryText(ref Utf8JsonReader json, string? name, CaptureLine into)
    {
        string text;
        switch (name)
        {
            case "m":
                return TryText(ref json, LongestMethod, out text) && (into.Method = text).Length > 0;
            case "p":
                return TryText(ref json, Limits.RecordedTarget, out text) && (into.Path = text).Length > 0;
            case "q":
                return TryText(ref json, Limits.RecordedQuery, out text) && (into.Query = text) is not null;
            case "h":
                return TryText(ref json, Limits.RecordedValue, out text) && (into.Host = text) is not null;
            case "l":
                return TryText(ref json, LongestSession, out text) && (into.Session = text) is not null;
            case "v":
                into.Http = TryText(ref json, 3, out text) ? Generation(text) : HttpGeneration.Unset;
                return into.Http != HttpGeneration.Unset;
            case "a":
                if (!TryText(ref json, LongestAddress, out text) || !IPAddress.TryParse(text, out var peer))
                {
                    return false;
                }

                into.Peer = peer;
                return true;
            default:
                return null;
        }
    }

    /// <returns>Null where it is none of these.</returns>
    private static bool? TryNumber(ref Utf8JsonReader json, string? name, CaptureLine into)
    {
        if (name is not ("t" or "st" or "rb" or "us"))
        {
            return null;
        }

        if (!TrySize(ref json, out var value))
        {
            return false;
        }

        switch (name)
        {
            case "t":
                into.At = value;
                return value <= DateTime.MaxValue.Ticks;
            case "st":
                into.Status = (int)Math.Min(value, 1000);
                return value < 1000;
            case "rb":
                into.ResponseBytes = value;
                return true;
            default:
                // A day is longer than any request's life; the product must not overflow.
                into.Duration = TimeSpan.FromMicroseconds(Math.Min(value, TimeSpan.MicrosecondsPerDay));
                return true;
        }
    }

    private static HttpGeneration Generation(string version) => version switch
    {
        "1.0" => HttpGeneration.Http10,
        "1.1" => HttpGeneration.Http11,
        "2" => HttpGeneration.Http2,
        "3" => HttpGeneration.Http3,
        _ => HttpGeneration.Unset,
    };

    private static bool TryHello(ref Utf8JsonReader json, CaptureLine into)
    {
        if (json.TokenType != JsonTokenType.String || !json.TryGetBytesFromBase64(out var hello)
            || hello.Length > Limits.ClientHelloBytes)
        {
            return false;
        }

        into.Hello = hello;
        return true;
    }

    /// <summary>Pairs of a name and a value, or the number of characters that a masked value had.</summary>
    private static bool TryFields(ref Utf8JsonReader json, List<RecordedField> fields)
    {
        var left = Limits.Ceilings.HeaderBytes;
        if (json.TokenType != JsonTokenType.StartArray || fields.Count > 0)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            if (!json.Read() || !TryText(ref json, left, out var name) || name.Length == 0
                || !json.Read() || !TryValue(ref json, left - name.Length, out var value)
                || !json.Read() || json.TokenType != JsonTokenType.EndArray
                || fields.Count == Limits.Ceilings.HeaderLines)
            {
                return false;
            }

            left -= name.Length + value.Length;
            fields.Add(new RecordedField(name, value));
        }

        return json.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryValue(ref Utf8JsonReader json, int longest, out string value)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return TryText(ref json, longest, out value);
        }

        var known = TrySize(ref json, out var length) && length <= longest;
        value = known ? Masking.OfLength((int)length) : "";
        return known;
    }

    internal static bool TryText(ref Utf8JsonReader json, int longest, out string text)
    {
        text = json.TokenType == JsonTokenType.String ? json.GetString() ?? "" : "";
        return json.TokenType == JsonTokenType.String && text.Length <= longest;
    }

    internal static bool TrySize(ref Utf8JsonReader json, out long size)
    {
        size = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out size) && size >= 0;
    }

    private static bool Skip(ref Utf8JsonReader json)
    {
        json.Skip();
        return true;
    }
}
