using System.Text.Json;

namespace Weir.Decisions.Signals.Recorded;

/// <summary>How a connection opened HTTP/2, from its part of a capture's line.</summary>
internal static class CaptureOpeningParser
{
    private const int SettingNumbers = 2;
    private const int PriorityNumbers = 4;
    private const int LongestName = Limits.HeaderBytes;

    public static bool TryParse(ref Utf8JsonReader json, Http2OpeningParts into)
    {
        if (json.TokenType != JsonTokenType.StartObject)
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

        return json.TokenType == JsonTokenType.EndObject;
    }

    private static bool TryMember(ref Utf8JsonReader json, string? name, Http2OpeningParts into)
    {
        switch (name)
        {
            case "s":
                return TrySettings(ref json, into);
            case "p":
                return TryPriorities(ref json, into.Priorities, Limits.Http2OpeningFrames);
            case "hp":
                var own = new List<Http2Priority>();
                var read = TryPriorities(ref json, own, 1) && own.Count == 1;
                into.HeadersPriority = own is [var priority] ? priority : null;
                return read;
            case "w":
                var sized = CaptureLineParser.TrySize(ref json, out var increment)
                    && increment <= int.MaxValue;
                into.WindowUpdate = sized ? (uint)increment : 0;
                return sized;
            case "o":
                return TryOrder(ref json, into);
            case "n":
                return TryNames(ref json, into.Names);
            default:
                json.Skip();
                return true;
        }
    }

    /// <summary>A flat list: identifier and value, one pair after the other.</summary>
    private static bool TrySettings(ref Utf8JsonReader json, Http2OpeningParts into)
    {
        if (!TryNumbers(ref json, SettingNumbers * Limits.Http2Settings, out var numbers)
            || numbers.Length % SettingNumbers != 0)
        {
            return false;
        }

        for (var i = 0; i < numbers.Length; i += SettingNumbers)
        {
            if (numbers[i] > ushort.MaxValue || numbers[i + 1] > uint.MaxValue)
            {
                return false;
            }

            into.Settings.Add(new Http2Setting((ushort)numbers[i], (uint)numbers[i + 1]));
        }

        return true;
    }

    /// <summary>A flat list: stream, exclusive, the stream it depends on, weight.</summary>
    private static bool TryPriorities(ref Utf8JsonReader json, List<Http2Priority> into, int most)
    {
        if (!TryNumbers(ref json, PriorityNumbers * most, out var numbers)
            || numbers.Length % PriorityNumbers != 0)
        {
            return false;
        }

        for (var i = 0; i < numbers.Length; i += PriorityNumbers)
        {
            if (numbers[i] > int.MaxValue || numbers[i + 2] > int.MaxValue || numbers[i + 3] > 256)
            {
                return false;
            }

            into.Add(new Http2Priority(
                (int)numbers[i], numbers[i + 1] != 0, (int)numbers[i + 2], (int)numbers[i + 3]));
        }

        return true;
    }

    private static bool TryNumbers(ref Utf8JsonReader json, int most, out long[] numbers)
    {
        numbers = [];
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var into = new List<long>();
        while (json.Read() && json.TokenType == JsonTokenType.Number)
        {
            if (into.Count == most || !CaptureLineParser.TrySize(ref json, out var number))
            {
                return false;
            }

            into.Add(number);
        }

        numbers = [.. into];
        return json.TokenType == JsonTokenType.EndArray;
    }

    /// <summary>Letters with commas, as <see cref="Http2Opening.PseudoHeaderOrder"/> has them.</summary>
    private static bool TryOrder(ref Utf8JsonReader json, Http2OpeningParts into)
    {
        if (!CaptureLineParser.TryText(ref json, 2 * Limits.HeaderLines, out var text))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (i % 2 == 0)
            {
                into.PseudoHeaders.Add(text[i]);
            }
            else if (text[i] != ',')
            {
                return false;
            }
        }

        return text.Length % 2 == 1 || text.Length == 0;
    }

    private static bool TryNames(ref Utf8JsonReader json, List<string> into)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            if (into.Count == Limits.Ceilings.HeaderLines
                || !CaptureLineParser.TryText(ref json, LongestName, out var name))
            {
                return false;
            }

            into.Add(name);
        }

        return json.TokenType == JsonTokenType.EndArray;
    }
}
