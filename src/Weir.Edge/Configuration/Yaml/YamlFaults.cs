using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Weir.Edge.Configuration.Yaml;

/// <summary>The parser's complaints in words that say what to do.</summary>
internal static class YamlFaults
{
    public static Place At(Mark mark) => new(Cut(mark.Line), Cut(mark.Column));

    public static YamlFault Of(YamlException e, string text) =>
        IndentingTab(e, text) is { } tab
            ? new YamlFault(tab, "not YAML: a tab indents this line", "indent with spaces")
            : new YamlFault(At(e.Start), $"not YAML: {Sentence(e.Message)}", Advice(e.Message));

    /// <summary>Null for what is supported.</summary>
    public static YamlRefused? Unsupported(Place place, ParsingEvent? current)
    {
        if (current is AnchorAlias alias)
        {
            return new YamlRefused(
                place, "aliases are not supported", $"quote text that begins with '*': \"*{alias.Value}\"");
        }

        if (current is not NodeEvent node)
        {
            return null;
        }

        if (!node.Anchor.IsEmpty)
        {
            return new YamlRefused(place, "anchors are not supported", "write the value out, or quote it");
        }

        return node.Tag.IsEmpty || node.Tag.IsNonSpecific
            ? null
            : new YamlRefused(place, "tags are not supported", "write the value without it, or quote it");
    }

    /// <summary>
    /// The parser tells of a tab where the mapping around it begins; this finds the tab itself.
    /// </summary>
    private static Place? IndentingTab(YamlException e, string text)
    {
        if (!e.Message.Contains("tab", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var tab = line[..(line.Length - line.TrimStart().Length)].IndexOf('\t');
            if (++number >= e.Start.Line && tab >= 0)
            {
                return new Place(number, tab + 1);
            }
        }

        return null;
    }

    private static int Cut(long number) => (int)Math.Clamp(number, 1, int.MaxValue);

    private static string Sentence(string message)
    {
        var text = message.Trim().TrimEnd('.').Replace("  ", " ", StringComparison.Ordinal);
        return text.Length == 0 ? "malformed" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static string? Advice(string message)
    {
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
        return message switch
        {
            _ when Says("anchor or alias") => "quote text that begins with '*' or '&', such as \"*\"",
            _ when Says("invalid mapping") || Says("mapping values are not allowed") =>
                "quote text that contains ': ', or check the indentation",
            _ when Says("quoted scalar") => "close the quotation",
            _ when Says("flow mapping") => "close the brace, or separate with ','",
            _ when Says("flow sequence") => "close the bracket, or separate with ','",
            _ when Says("block mapping") || Says("block sequence") => "check the indentation",
            _ => null,
        };
    }
}
