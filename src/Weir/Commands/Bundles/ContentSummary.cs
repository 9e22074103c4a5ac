using System.Globalization;
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
    private const int ShownRows = 10;
    private const string Unreadable = "unreadable";
    private const long LastSecond = 253_402_300_799;

    public static ContentSummary Of(Inspection seen) => seen.Manifest?.Layer switch
    {
        Layer.Model => Model(seen),
        Layer.Signals => Signals(seen),
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

        if (Top.Count > 0)
        {
            terminal.Output.WriteLine();
            var sheet = new Sheet("REQUESTS", "ADDRESSES", "JA4");
            foreach (var row in Top)
            {
                sheet.Add(row);
            }

            sheet.Write(terminal);
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("content");
        foreach (var (name, value) in Figures)
        {
            json.WriteString(name, value);
        }

        json.WriteStartArray("top");
        foreach (var row in Top)
        {
            json.WriteStartObject();
            json.WriteString("ja4", row[2]);
            json.WriteString("requests", row[0]);
            json.WriteString("addresses", row[1]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ContentSummary Model(Inspection seen) => new(
        [
            ("features", Text(seen, "features") is { } text
                && FeatureFile.Read(text).Try(out var definitions, out _)
                ? $"{definitions.Length}"
                : Unreadable),
            ("trees", seen.Section("trees")?.Content is { } trees
                && ModelSection.Read(trees.Span).Try(out var model, out _)
                    ? $"{model.Trees.TreeCount}"
                    : Unreadable),
            ("probes", Text(seen, "expected") is { } expected ? $"{Lines(expected).Count}" : Unreadable),
        ],
        []);

    /// <summary>
    /// Words of lines, whatever they are: nothing here was validated, and nothing follows from it.
    /// </summary>
    private static ContentSummary Signals(Inspection seen)
    {
        var traffic = Rows(seen, "traffic").Skip(1).Where(static r => r.Length > 2).ToList();
        var counts = Rows(seen, "counts").Where(static r => r.Length == 2).ToList();
        return new ContentSummary(
            [
                ("measured", Measured(seen)),
                ("columns", Count(seen, "features", 0)),
                ("ja4s", Count(seen, "traffic", 1)),
                ("minutes", Count(seen, "counts", 0)),
                ("rows", seen.Section("counts")?.Content is null
                    ? Unreadable
                    : counts.Sum(static r => Math.Max(0, Number(r[1])))
                        .ToString("0", CultureInfo.InvariantCulture)),
            ],
            [
                .. traffic
                    .Select(static r => (Row: r, Requests: Number(r[1])))
                    .Where(static r => r.Requests >= 0)
                    .OrderByDescending(static r => r.Requests)
                    .Take(ShownRows)
                    .Select(static r => new[] { r.Row[1], r.Row[2], r.Row[0] }),
            ]);
    }

    /// <summary>The first line of the traffic: the second at which the hour ended.</summary>
    private static string Measured(Inspection seen) =>
        Rows(seen, "traffic").FirstOrDefault() is [var second]
        && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= LastSecond
            ? UtcText.Of(DateTimeOffset.FromUnixTimeSeconds(at))
            : Unreadable;

    private static string Count(Inspection seen, string section, int before) =>
        seen.Section(section)?.Content is null
            ? Unreadable
            : $"{Math.Max(0, Rows(seen, section).Count() - before)}";

    private static IEnumerable<string[]> Rows(Inspection seen, string section) =>
        Lines(Text(seen, section) ?? "").Select(static line => line.Split('\t'));

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string? Text(Inspection seen, string section) =>
        seen.Section(section)?.Content is { } content ? Encoding.UTF8.GetString(content.Span) : null;

    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
