using System.Text;
using System.Text.Json;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Releases;

namespace Weir.Cli.Commands.Bundles;

/// <summary>What the sections of a bundle hold, in figures; read as untrusted text and bytes.</summary>
/// <param name="Figures">Name and value, in the order in which a person reads them.</param>
/// <param name="Top">The JA4s with the most requests; empty for anything but signals.</param>
internal sealed record ContentSummary(
    IReadOnlyList<(string Name, string Value)> Figures, IReadOnlyList<string[]> Top)
{
    private const string Unreadable = "unreadable";

    public static ContentSummary Of(Inspection seen) => seen.Manifest?.Layer switch
    {
        Layer.Model => Model(seen),
        Layer.Signals => new ContentSummary([], []),
        Layer.Lists or Layer.Policy or Layer.Unset or null => new ContentSummary([], []),
        _ => new ContentSummary([], []),
    };

    public void Tell(Terminal terminal)
    {
        if (Figures.Count > 0)
        {
            terminal.Output.WriteLine();
        }

        foreach (var (name, value) in Figures)
        {
            terminal.Output.WriteLine($"{name,-10} {Shown.Of(value)}");
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("content");
        foreach (var (name, value) in Figures)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static ContentSummary Model(Inspection seen) => new(
        [
            ("features", Text(seen, "features") is { } text && FeatureFile.Read(text).Try(out var definitions, out _)
                ? $"{definitions.Length}"
                : Unreadable),
            ("trees", seen.Section("trees")?.Content is { } trees
                && ModelSection.Read(trees.Span).Try(out var model, out _)
                    ? $"{model.Trees.TreeCount}"
                    : Unreadable),
            ("probes", Text(seen, "expected") is { } expected ? $"{Lines(expected).Count}" : Unreadable),
        ],
        []);

    private static string? Text(Inspection seen, string section) =>
        seen.Section(section)?.Content is { } content ? Encoding.UTF8.GetString(content.Span) : null;

    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
