using System.Globalization;
using System.Text.Json;
using Weir.Decisions;

namespace Weir.Releases.Format;

/// <summary>
/// Reads one JSON object whose keys are all known: an unknown, doubled or missing key, a wrong type or a
/// number out of range is remembered as the first problem, and everything after it reads as a default.
/// </summary>
internal sealed class StrictJson
{
    private const int Depth = 8;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly string _where;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes the names apart itself: the library's own look-up throws at a name that is no Unicode.
    /// </summary>
    private StrictJson(JsonElement element, string where)
    {
        _where = where;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            var name = Shown(property);
            if (!_values.TryAdd(name, property.Value))
            {
                Fail(RefusalReason.DuplicateKey, $"'{name}' stands twice");
            }
        }
    }

    public Refusal? Problem { get; private set; }

    /// <param name="document">Bounded by its caller.</param>
    /// <param name="what">What a person calls it.</param>
    [Boundary("the JSON library says by exception what is no JSON")]
    public static Outcome<StrictJson, Refusal> Parse(ReadOnlyMemory<byte> document, string what)
    {
        try
        {
            // Not disposed: its memory is then not pooled, and lives as long as the elements do.
            var parsed = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = Depth });
            return parsed.RootElement.ValueKind == JsonValueKind.Object
                ? Outcome<StrictJson, Refusal>.Ok(new StrictJson(parsed.RootElement, what))
                : Malformed($"{what} is no JSON object");
        }
        catch (JsonException e)
        {
            return Malformed($"{what} is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    private static Outcome<StrictJson, Refusal> Malformed(string detail) =>
        Refusal.Of(Gate.Read, RefusalReason.Malformed, detail).As<StrictJson>();

    public string Text(string key, int most)
    {
        if (!TryGet(key, JsonValueKind.String, out var element))
        {
            return "";
        }

        var text = Decoded(element);
        if (text is { } good && good.Length <= most)
        {
            return good;
        }

        Fail(RefusalReason.Malformed, $"'{key}' is no text of at most {most} characters");
        return "";
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Number(string key, long least, long most, RefusalReason otherwise = RefusalReason.Malformed)
    {
        if (!TryGet(key, JsonValueKind.Number, out var element))
        {
            return least;
        }

        if (element.TryGetInt64(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fail(otherwise, $"'{key}' is {element.GetRawText()}, not a whole number from {least} to {most}");
        return least;
    }

    /// <summary>UTC to the second, written <c>2026-01-31T23:59:59Z</c>.</summary>
    public DateTimeOffset Time(string key)
    {
        var text = Text(key, TimeFormat.Length);
        if (DateTimeOffset.TryParseExact(
                text, TimeFormat, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        Fail(RefusalReason.Malformed, $"'{key}' is no time such as 2026-01-31T23:59:59Z");
        return DateTimeOffset.UnixEpoch;
    }

    public Hash256 Hash(string key)
    {
        if (Hash256.TryRead(Text(key, Hash256.Length * 2), out var hash))
        {
            return hash;
        }

        Fail(RefusalReason.Malformed, $"'{key}' is no SHA-256 in lower-case hexadecimal");
        return default;
    }

    public StrictJson Object(string key) => TryGet(key, JsonValueKind.Object, out var element)
        ? new StrictJson(element, $"{_where}.{key}")
        : new StrictJson(default, $"{_where}.{key}");

    /// <summary>
    /// Each entry read by the same function, at most so many; an entry's problem is this one's.
    /// </summary>
    public List<T> List<T>(string key, int most, RefusalReason tooMany, Func<StrictJson, T> read)
    {
        var items = new List<T>();
        if (!TryGet(key, JsonValueKind.Array, out var array))
        {
            return items;
        }

        if (array.GetArrayLength() > most)
        {
            Fail(tooMany, $"'{key}' has {array.GetArrayLength()} entries, at most {most}");
            return items;
        }

        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                Fail(RefusalReason.Malformed, $"'{key}' has an entry that is no object");
                return items;
            }

            var entry = new StrictJson(element, $"{_where}.{key}[{items.Count}]");
            items.Add(read(entry));
            Take(entry);
        }

        return items;
    }

    /// <summary>At most so many texts, of any length.</summary>
    public List<string> Texts(string key, int most)
    {
        var items = new List<string>();
        if (!TryGet(key, JsonValueKind.Array, out var array))
        {
            return items;
        }

        foreach (var element in array.EnumerateArray())
        {
            var text = element.ValueKind == JsonValueKind.String ? Decoded(element) : null;
            if (text is null || items.Count == most)
            {
                Fail(RefusalReason.Malformed, $"'{key}' is no list of at most {most} texts");
                return items;
            }

            items.Add(text);
        }

        return items;
    }

    /// <summary>
    /// Says whether every key of a part was asked for, and takes over what is wrong in it.
    /// </summary>
    public void Take(StrictJson part)
    {
        part.Finish();
        Problem ??= part.Problem;
    }

    /// <summary>Once everything was asked for: a key that nobody asked for is not known.</summary>
    public void Finish()
    {
        foreach (var name in _values.Keys)
        {
            if (!_asked.Contains(name))
            {
                Fail(RefusalReason.UnknownKey, $"'{name}' is not known");
            }
        }
    }

    public void Fail(RefusalReason reason, string detail) =>
        Problem ??= Refusal.Of(Gate.Read, reason, $"{_where}: {detail}");

    private bool TryGet(string key, JsonValueKind kind, out JsonElement element)
    {
        _asked.Add(key);
        if (!_values.TryGetValue(key, out element))
        {
            Fail(RefusalReason.MissingKey, $"'{key}' is missing");
            return false;
        }

        if (element.ValueKind == kind)
        {
            return true;
        }

        Fail(RefusalReason.Malformed, $"'{key}' is {element.ValueKind}, not {kind}");
        return false;
    }

    [Boundary("text that is no valid Unicode says so by exception")]
    private static string? Decoded(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [Boundary("a name that is no valid Unicode says so by exception")]
    private static string Shown(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "(no text)";
        }
    }
}
