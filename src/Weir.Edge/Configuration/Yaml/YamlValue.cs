using System.Collections.Immutable;

namespace Weir.Edge.Configuration.Yaml;

/// <summary>Where something stands in the file, both counted from 1.</summary>
internal readonly record struct Place(int Line, int Column);

/// <summary>One value of the file, with its place.</summary>
internal abstract class YamlValue(Place place)
{
    public Place Place { get; } = place;

    /// <summary>How a problem names it: what was found where something else was expected.</summary>
    public abstract string Found { get; }
}

internal sealed class YamlText(Place place, string text, bool quoted) : YamlValue(place)
{
    public string Text { get; } = text;

    /// <summary>Quoted text is text, also where it looks like a number.</summary>
    public bool Quoted { get; } = quoted;

    public bool IsEmpty => !Quoted && Text is "" or "~" or "null";

    public override string Found => IsEmpty ? "nothing" : Quoted ? $"the text {Quote(Text)}" : Quote(Text);

    /// <summary>
    /// In quotes, cut and without control characters, so that it fits into one line of a report.
    /// </summary>
    public static string Quote(string text)
    {
        const int shown = 60;
        var cut = text.Length <= shown ? text : string.Concat(text.AsSpan(0, shown), "...");
        return $"'{string.Concat(cut.Select(static c => char.IsControl(c) ? '?' : c))}'";
    }
}

internal sealed class YamlList(Place place, ImmutableArray<YamlValue> items) : YamlValue(place)
{
    public ImmutableArray<YamlValue> Items { get; } = items;

    public override string Found => "a list";
}

internal sealed class YamlMap(Place place, ImmutableArray<YamlEntry> entries) : YamlValue(place)
{
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    public override string Found => "a mapping";
}

/// <summary>
/// A feature of YAML that this configuration does without. It stays in the tree, so that only the part
/// that contains it is refused.
/// </summary>
internal sealed class YamlRefused(Place place, string reason, string? suggestion) : YamlValue(place)
{
    public string Reason { get; } = reason;

    public string? Suggestion { get; } = suggestion;

    public override string Found => Reason;
}

/// <param name="Place">Of the key.</param>
/// <param name="Key">Its text; empty where the key is not plain text.</param>
/// <param name="IsText">False for a key that is a list, a mapping or an alias.</param>
/// <param name="Value">What stands behind it.</param>
internal readonly record struct YamlEntry(Place Place, string Key, bool IsText, YamlValue Value);

/// <summary>Why text is not a document that can be read at all.</summary>
internal readonly record struct YamlFault(Place Place, string Message, string? Suggestion);
