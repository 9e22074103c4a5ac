using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Decisions;

namespace Weir.Edge.Watching;

/// <summary>How a log entry reads: a JSON object on one line, or short text for a terminal.</summary>
public static class LogText
{
    private const string CutMark = "…";

    private static readonly JsonWriterOptions Options = new()
    {
        // Text is cleaned first, and a log is no HTML page: apostrophes stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes one entry and a line feed, in UTF-8.</summary>
    public static void Write(in LogEntry entry, bool terminal, IBufferWriter<byte> output)
    {
        if (terminal)
        {
            WriteShort(in entry, output);
        }
        else
        {
            WriteJson(in entry, output);
        }

        output.Write("\n"u8);
    }

    /// <summary>
    /// Makes text that others chose safe to print: whatever could end a line, move a cursor or turn the
    /// direction of text becomes its code, as in <c>\u000a</c>. In JSON as well, because a log viewer
    /// prints what it has decoded.
    /// </summary>
    public static string Clean(string text)
    {
        var at = 0;
        while (at < text.Length && !IsUnsafe(text, at))
        {
            at++;
        }

        if (at == text.Length)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16).Append(text, 0, at);
        for (; at < text.Length; at++)
        {
            if (IsUnsafe(text, at))
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
            }
            else
            {
                clean.Append(text[at]);
            }
        }

        return clean.ToString();
    }

    /// <summary>At most <see cref="Limits.LogMessage"/> characters; what was cut is marked.</summary>
    public static string Cut(string message) => message.Length <= Limits.LogMessage
        ? message
        : string.Concat(message.AsSpan(0, Limits.LogMessage - CutMark.Length), CutMark);

    private static bool IsUnsafe(string text, int at)
    {
        var c = text[at];
        if (c is >= ' ' and < '\x7f')
        {
            return false;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format => true,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
            UnicodeCategory.Surrogate => !InPair(text, at),
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter => false,
            UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter => false,
            UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark => false,
            UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => false,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber => false,
            UnicodeCategory.OtherNumber or UnicodeCategory.SpaceSeparator => false,
            UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation => false,
            UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation => false,
            UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => false,
            UnicodeCategory.OtherPunctuation or UnicodeCategory.MathSymbol => false,
            UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol => false,
            UnicodeCategory.OtherSymbol => false,
            _ => true,
        };
    }

    private static bool InPair(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);

    private static void WriteJson(in LogEntry entry, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("at", Timestamp(entry.At));
        json.WriteString("severity", entry.Severity.Name());
        json.WriteString("key", Clean(entry.Key));
        if (entry.Owner != FaultOwner.Unset)
        {
            json.WriteString("owner", entry.Owner.Name());
        }

        json.WriteString("message", Clean(entry.Message));
        if (entry.Request is { } request)
        {
            json.WriteString("request", request.ToString());
        }

        if (entry.More > 0)
        {
            json.WriteNumber("more", entry.More);
        }

        json.WriteEndObject();
    }

    private static void WriteShort(in LogEntry entry, IBufferWriter<byte> output)
    {
        var time = entry.At.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var owner = entry.Owner == FaultOwner.Unset ? "" : $" [{entry.Owner.Name()}]";
        var request = entry.Request is { } id ? $" ({id})" : "";
        var (key, message) = (Clean(entry.Key), Clean(entry.Message));
        var line = $"{time} {entry.Severity.Name(),-11} {key}{owner} {message}{request}";
        Encoding.UTF8.GetBytes(line, output);
    }

    private static string Timestamp(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
