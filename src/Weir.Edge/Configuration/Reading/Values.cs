using System.Collections.Immutable;
using System.Globalization;
using Weir.Decisions;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration.Reading;

/// <summary>
/// Single values behind keys. What cannot be read is reported, and the default stands in for it so that
/// the rest of its part can be checked in the same pass.
/// </summary>
internal static class Values
{
    public static bool Boolean(this MapReader map, string key, bool otherwise)
    {
        if (!map.TryGet(key, out var field))
        {
            return otherwise;
        }

        switch (field.Value)
        {
            case YamlText { Quoted: false, Text: "true" }:
                return true;
            case YamlText { Quoted: false, Text: "false" }:
                return false;
            default:
                map.Problems.Expected(field, "true or false", Meant(field));
                return otherwise;
        }
    }

    /// <summary>A whole number within bounds; bytes may be given as a size.</summary>
    public static int Whole(
        this MapReader map, string key, int otherwise, int least, int most, bool bytes = false)
    {
        var expected = bytes ? "a size such as 64KiB" : "a whole number";
        if (!map.TryGet(key, out var field) || !map.Text(field, expected, out var text))
        {
            return otherwise;
        }

        long number;
        if (bytes)
        {
            if (!SizeText.Read(text).Try(out number, out var fault))
            {
                map.Problems.Error(field, fault);
                return otherwise;
            }
        }
        else if (field.Value is YamlText { Quoted: true }
            || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            map.Problems.Expected(field, expected);
            return otherwise;
        }

        var shown = (long value) =>
            bytes ? SizeText.Write(value) : value.ToString(CultureInfo.InvariantCulture);
        return map.Within(key, field, number, least, most, shown) ? (int)number : otherwise;
    }

    public static long? Size(this MapReader map, string key, long most)
    {
        if (!map.TryGet(key, out var field) || !map.Text(field, "a size such as 10MiB", out var text))
        {
            return null;
        }

        if (!SizeText.Read(text).Try(out var bytes, out var fault))
        {
            map.Problems.Error(field, fault);
            return null;
        }

        return map.Within(key, field, bytes, 0, most, SizeText.Write) ? bytes : null;
    }

    public static TimeSpan Duration(
        this MapReader map, string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (!map.TryGet(key, out var field) || !map.Text(field, "a duration such as 5s", out var text))
        {
            return otherwise;
        }

        if (!DurationText.Read(text).Try(out var duration, out var fault))
        {
            map.Problems.Error(field, fault);
            return otherwise;
        }

        return map.Within(key, field, duration, least, most, DurationText.Write) ? duration : otherwise;
    }

    /// <summary>A number from 0 to 1.</summary>
    public static double Share(this MapReader map, string key, double otherwise)
    {
        if (!map.TryGet(key, out var field))
        {
            return otherwise;
        }

        if (field.Value is YamlText { Quoted: false } text
            && double.TryParse(
                text.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            && share is >= 0 and <= 1)
        {
            return share;
        }

        map.Problems.Expected(field, "a number from 0 to 1", "0.01 is one request in a hundred");
        return otherwise;
    }

    public static T Choice<T>(
        this MapReader map, string key, T otherwise, params ReadOnlySpan<Choice<T>> choices)
        where T : struct, Enum
    {
        var names = new List<string>(choices.Length);
        foreach (var choice in choices)
        {
            if (choice.Later is null)
            {
                names.Add(choice.Text);
            }
        }

        var expected = string.Join(" or ", names);
        if (!map.TryGet(key, out var field) || !map.Text(field, expected, out var text))
        {
            return otherwise;
        }

        foreach (var choice in choices)
        {
            if (choice.Text == text && choice.Later is not null)
            {
                map.Problems.Error(field, NotBuilt.Message(YamlText.Quote(text), choice.Later));
                return otherwise;
            }

            if (choice.Text == text)
            {
                return choice.Value;
            }
        }

        map.Problems.Expected(field, expected, Spelling.DidYouMean(text, names));
        return otherwise;
    }

    /// <summary>Text of any kind but empty; false and reported for lists, mappings and nothing.</summary>
    public static bool Text(this MapReader map, Field field, string expected, out string text)
    {
        text = field.Value is YamlText { IsEmpty: false } scalar ? scalar.Text : "";
        if (text.Length == 0)
        {
            map.Problems.Expected(field, expected, ListMeant(field));
        }

        return text.Length > 0;
    }

    /// <summary>
    /// The items of a list; empty and reported where it is none, cut and reported where it has more than
    /// <paramref name="limit"/>.
    /// </summary>
    public static ImmutableArray<Field> Items(
        this MapReader map, Field field, string expected, int limit, string limitName)
    {
        if (field.Value is not YamlList list)
        {
            var suggestion = field.Value switch
            {
                YamlText { IsEmpty: false } text => $"write [{Quoted(text)}]",
                YamlText => "write [] for none",
                _ => null,
            };
            map.Problems.Expected(field, expected, suggestion);
            return [];
        }

        if (list.Items.Length > limit)
        {
            map.Problems.Error(
                field, $"{list.Items.Length} entries, and {limit} is the most (limit {limitName})");
        }

        return [.. list.Items.Take(limit).Select((item, i) => new Field(item, $"{field.Path}[{i}]"))];
    }

    private static bool Within<T>(
        this MapReader map, string key, Field field, T value, T least, T most, Func<T, string> shown)
        where T : IComparable<T>
    {
        if (value.CompareTo(most) > 0)
        {
            map.Problems.Error(
                field, $"{shown(value)} is above {shown(most)}, the most that '{key}' can be set to");
            return false;
        }

        if (value.CompareTo(least) < 0)
        {
            map.Problems.Error(
                field, $"{shown(value)} is below {shown(least)}, the least that '{key}' can be set to");
            return false;
        }

        return true;
    }

    private static string Quoted(YamlText text) => $"\"{text.Text}\"";

    private static string? ListMeant(Field field) =>
        field.Value is YamlList ? "write one value, without brackets" : null;

    private static string? Meant(Field field) => field.Value is not YamlText text
        ? null
        : text.Text.ToLowerInvariant() switch
        {
            "yes" or "on" or "1" or "true" => "did you mean true?",
            "no" or "off" or "0" or "false" => "did you mean false?",
            _ => null,
        };
}

/// <param name="Text">As written in the file.</param>
/// <param name="Value">What it means.</param>
/// <param name="Later">In which version it is expected, where it is not built yet.</param>
internal readonly record struct Choice<T>(string Text, T Value, string? Later = null);
