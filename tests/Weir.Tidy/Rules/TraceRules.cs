using System.Text.RegularExpressions;

namespace Weir.Tidy.Rules;

/// <summary>What ties the repository to one machine or one package source.</summary>
internal static partial class TraceRules
{
    // Each needle is put together, so that this file does not find itself.
    private static readonly string[] Hosts =
    [
        "api." + "nuget.org", "globalcdn." + "nuget.org", "www." + "nuget.org", "registry." + "npmjs",
        "registry." + "yarnpkg", "pypi." + "org/simple", "files." + "pythonhosted", "index." + "crates.io",
        "static." + "crates.io", "proxy." + "golang.org",
    ];

    public static IEnumerable<Finding> NoMachinePaths(SourceFile file) =>
        file.Lines.Index()
            .Where(l => MachinePath().IsMatch(l.Item))
            .Select(l => new Finding(file.Path, l.Index + 1, "a path of one machine; make it relative"));

    public static IEnumerable<Finding> NoRegistryHosts(SourceFile file) =>
        file.Lines.Index()
            .Where(l => Hosts.Any(h => l.Item.Contains(h, StringComparison.OrdinalIgnoreCase)))
            .Select(l => new Finding(file.Path, l.Index + 1, "a package source: a setting of the machine"));

    /// <summary>At the start of an absolute path only: <c>docs/work/</c> and a URL's path are none.</summary>
    [GeneratedRegex(@"(?<![\w.\-/~])/(home|root|work)/|\b[A-Za-z]:[\\/]+Users\b")]
    private static partial Regex MachinePath();
}
