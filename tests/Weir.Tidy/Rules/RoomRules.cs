using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Weir.Tidy.Rules;

/// <summary>What stands around the code: a README in every room, a line for every dependency.</summary>
internal static class RoomRules
{
    public const int ReadmeLines = 15;

    private static readonly string[] Floors = ["src", "eng", "tests", "bench"];

    private static readonly string[] Commands = ["weir", "test", ".ci/run"];

    /// <summary>Rooms: each project's folder, and each folder right below one in src that holds C#.</summary>
    public static IEnumerable<string> Rooms(IReadOnlyList<SourceFile> files) =>
        files
            .Select(f => (Parts: f.Path.Split('/'), f.IsCSharp))
            .Where(f => f.Parts.Length > 2 && Floors.Contains(f.Parts[0]))
            .SelectMany(f => f is { IsCSharp: true, Parts: ["src", var project, var room, _, ..] }
                ? new[] { $"src/{project}", $"src/{project}/{room}" }
                : [$"{f.Parts[0]}/{f.Parts[1]}"])
            .Distinct()
            .Order(StringComparer.Ordinal);

    public static IEnumerable<Finding> RoomsHaveReadmes(IReadOnlyList<SourceFile> files)
    {
        var known = files.ToDictionary(f => f.Path);
        foreach (var room in Rooms(files))
        {
            if (!known.TryGetValue(room + "/README.md", out var readme))
            {
                yield return new(room, 0, "has no README.md: what lives here, what it may know, what holds");
            }
            else if (readme.Lines.Count > ReadmeLines)
            {
                yield return new(readme.Path, 0, $"{readme.Lines.Count} lines; it has at most {ReadmeLines}");
            }
        }
    }

    public static IEnumerable<Finding> DependenciesAreExplained(IReadOnlyList<SourceFile> files)
    {
        var explained = files.FirstOrDefault(f => f.Path == "docs/dependencies.md")?.Text ?? "";
        return files
            .Where(f => f.Path == "Directory.Packages.props")
            .SelectMany(f => XDocument.Parse(f.Text).Descendants("PackageVersion"))
            .Select(p => p.Attribute("Include")?.Value ?? "")
            .Where(p => !Names(explained, p))
            .Select(p => new Finding("docs/dependencies.md", 0, $"does not name '{p}'"));
    }

    public static IEnumerable<Finding> CommandsAreExecutable(IReadOnlyList<SourceFile> files) =>
        files
            .Where(f => Commands.Contains(f.Path) && !f.IsExecutable)
            .Select(f => new Finding(f.Path, 0, "is a command and is not executable"));

    /// <summary>As a word of its own: naming a longer package does not name a shorter one.</summary>
    private static bool Names(string text, string package) =>
        Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(package)}(?!\.?\w)");
}
