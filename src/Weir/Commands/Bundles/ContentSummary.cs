using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Decisions.Features;
using Weir.Decisions.Model;
using Weir.Releases;

namespace Weir.Cli.Commands.Bundles;

/// <summary>What the sections of a bundle hold, in figures; read as untrusted text and bytes.</summary>
/// <param name="Measured">When the traffic was; null where unreadable, and for all but signals.</param>
/// <param name="Figures">
/// Name and number, in the order in which a person reads them; null where unreadable.
/// </param>
/// <param name="Top">The JA4s with the most requests; empty for anything but signals.</param>
internal sealed record ContentSummary(
    string? Measured, IReadOnlyList<(string Name, double? Number)> Figures, IReadOnlyList<TopRow> Top)
{
    private const int ShownRows = 10;
    private const string Unreadable = "unreadable";
    private const long LastSecond = 253_402_300_799;

    public static ContentSummary Of(Inspection seen) => seen.Manifest?.Layer switch
    {
        Layer.Model => Model(seen),
        Layer.Signals => Signals(seen),
        Layer.Lists or Layer.Policy or Layer.Unset or null => new ContentSummary(null, [], []),
        _ => new ContentSummary(null, [], []),
    };

    public void Tell(Terminal terminal)
    {
        if (Figures.Count > 0)
        {
            terminal.Output.WriteLine();
        }

        if (IsTraffic)
        {
            terminal.Output.WriteLine($"{"measured",-10} {Measured ?? Unreadable}");
        }

        foreach (var (name, number) in Figures)
        {
            terminal.Output.WriteLine($"{name,-10} {Text(number)}");
        }

        if (Top.Count > 0)
        {
            terminal.Output.WriteLine();
            var sheet = new Sheet("REQUESTS", "ADDRESSES", "JA4");
            foreach (var row in Top)
            {
                sheet.Add(Text(row.Requests), Text(row.Addresses), row.Ja4);
            }

            sheet.Write(terminal);
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("content");
        if (IsTraffic)
        {
            json.WriteString("measured", Measured);
        }

        foreach (var (name, number) in Figures)
        {
            Write(json, name, number);
        }

        json.WriteStartArray("top");
        foreach (var row in Top)
        {
            json.WriteStartObject();
            json.WriteString("ja4", row.Ja4);
            Write(json, "requests", row.Requests);
            Write(json, "addresses", row.Addresses);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private bool IsTraffic { get; init; }

    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Text(double? number) =>
        number?.ToString("0.###", CultureInfo.InvariantCulture) ?? Unreadable;

    private static ContentSummary Model(Inspection seen) => new(
        null,
        [
            ("features", Text(seen, "features") is { } text
                && FeatureFile.Read(text).Try(out var definitions, out _)
                ? definitions.Length
                : null),
            ("trees", seen.Section("trees")?.Content is { } trees
                && ModelSection.Read(trees.Span).Try(out var model, out _)
                    ? model.Trees.TreeCount
                    : null),
            ("probes", Text(seen, "expected") is { } expected ? Lines(expected).Count : null),
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
            MeasuredAt(seen),
            [
                ("columns", Count(seen, "features", 0)),
                ("ja4s", Count(seen, "traffic", 1)),
                ("minutes", Count(seen, "counts", 0)),
                ("rows", seen.Section("counts")?.Content is null
                    ? null
                    : Finite(counts.Sum(static r => Math.Max(0, Number(r[1]) ?? 0)))),
            ],
            [
                .. traffic
                    .Select(static r => new TopRow(r[0], Number(r[1]), Number(r[2])))
                    .Where(static r => r.Requests >= 0)
                    .OrderByDescending(static r => r.Requests)
                    .Take(ShownRows),
            ])
        {
            IsTraffic = true,
        };
    }

    /// <summary>The first line of the traffic: the second at which the hour ended.</summary>
    private static string? MeasuredAt(Inspection seen) =>
        Rows(seen, "traffic").FirstOrDefault() is [var second]
        && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= LastSecond
            ? UtcText.Of(DateTimeOffset.FromUnixTimeSeconds(at))
            : null;

    private static double? Count(Inspection seen, string section, int before) =>
        seen.Section(section)?.Content is null
            ? null
            : Math.Max(0, Rows(seen, section).Count() - before);

    private static IEnumerable<string[]> Rows(Inspection seen, string section) =>
        Lines(Text(seen, section) ?? "").Select(static line => line.Split('\t'));

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Finite(number)
            : null;

    // JSON has no infinity, and a sum of numbers from outside may come to one.
    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static string? Text(Inspection seen, string section) =>
        seen.Section(section)?.Content is { } content ? Encoding.UTF8.GetString(content.Span) : null;

    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}

/// <param name="Ja4">As the line has it.</param>
/// <param name="Requests">Null where that is no number.</param>
/// <param name="Addresses">Null where that is no number.</param>
internal readonly record struct TopRow(string Ja4, double? Requests, double? Addresses);
