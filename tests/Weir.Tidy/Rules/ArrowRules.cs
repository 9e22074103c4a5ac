using System.Xml.Linq;

namespace Weir.Tidy.Rules;

/// <summary>
/// Which room may know which. Edge and Keeper never know each other: their only contract is the signed
/// release and the event stream.
/// </summary>
internal static class ArrowRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Weir.Decisions"] = [],
        ["Weir.Releases"] = ["Weir.Decisions"],
        ["Weir.Events"] = ["Weir.Decisions"],
        ["Weir.Edge"] = ["Weir.Decisions", "Weir.Releases", "Weir.Events"],
        ["Weir.Keeper"] = ["Weir.Decisions", "Weir.Releases", "Weir.Events"],
        ["Weir.Drills"] = ["Weir.Decisions", "Weir.Releases", "Weir.Events", "Weir.Edge", "Weir.Keeper"],
        ["Weir"] =
        [
            "Weir.Decisions", "Weir.Releases", "Weir.Events", "Weir.Edge", "Weir.Keeper", "Weir.Drills",
        ],
    };

    private static readonly string[] RequestPath = ["Weir.Decisions", "Weir.Releases", "Weir.Edge"];

    public static IEnumerable<Finding> DeclaredArrows(SourceFile file)
    {
        if (!file.IsProject || !file.Path.StartsWith("src/", StringComparison.Ordinal))
        {
            yield break;
        }

        var project = ProjectName(file.Path);
        if (!Allowed.TryGetValue(project, out var allowed))
        {
            yield return new(file.Path, 0, $"'{project}' is not in the table of rooms");
            yield break;
        }

        foreach (var target in References(file).Select(ProjectName).Where(t => !allowed.Contains(t)))
        {
            yield return new(file.Path, 0, $"'{project}' may not know '{target}'");
        }
    }

    /// <summary>Without this an arrow through somebody else's reference would be invisible here.</summary>
    public static IEnumerable<Finding> ArrowsAreWrittenDown(SourceFile file)
    {
        var isProduct = file.IsProject && file.Path.StartsWith("src/", StringComparison.Ordinal);
        var setting = isProduct || file.Path == "Directory.Build.props"
            ? Property(file, "DisableTransitiveProjectReferences")
            : null;
        if (setting is "false" || (setting is null && file.Path == "Directory.Build.props"))
        {
            yield return new(file.Path, 0, "transitive project references are off everywhere in src");
        }
    }

    public static IEnumerable<Finding> RequestPathIsAnalyzed(SourceFile file)
    {
        if (file.IsProject
            && RequestPath.Contains(ProjectName(file.Path))
            && Property(file, "WeirRequestPath") != "true")
        {
            yield return new(file.Path, 0, "is on the request's path and must say <WeirRequestPath>true");
        }
    }

    public static IEnumerable<Finding> ProjectsAreInTheSolution(IReadOnlyList<SourceFile> files)
    {
        var listed = files
            .Where(f => f.Path == "Weir.slnx")
            .SelectMany(f => XDocument.Parse(f.Text).Descendants("Project"))
            .Select(p => p.Attribute("Path")?.Value.Replace('\\', '/'))
            .ToHashSet();
        return files
            .Where(f => f.IsProject && !listed.Contains(f.Path))
            .Select(f => new Finding(f.Path, 0, "is not in Weir.slnx"));
    }

    private static IEnumerable<string> References(SourceFile file) =>
        XDocument.Parse(file.Text)
            .Descendants("ProjectReference")
            .Select(r => r.Attribute("Include")?.Value ?? "");

    private static string? Property(SourceFile file, string name) =>
        XDocument.Parse(file.Text).Descendants(name).LastOrDefault()?.Value.Trim();

    private static string ProjectName(string path) =>
        Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
