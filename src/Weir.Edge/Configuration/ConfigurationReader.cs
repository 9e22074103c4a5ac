using System.Collections.Immutable;
using System.Text;
using Weir.Decisions;
using Weir.Edge.Configuration.Reading;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration;

/// <summary>
/// Reads <c>weir.yaml</c>: every problem in one pass, in time and memory bounded by the text's size.
/// </summary>
public static class ConfigurationReader
{
    /// <summary>The only version of the file's format so far.</summary>
    public const int Version = 1;

    /// <param name="text">The whole file.</param>
    /// <param name="fileName">Only for problems that concern the file as a whole.</param>
    /// <param name="baseFolder">Where relative paths in the text begin.</param>
    /// <param name="time">Against which certificates are expired or not; the
    /// system's clock where null.</param>
    public static ConfigurationReading Read(
        string text, string fileName, string baseFolder, TimeProvider? time = null)
    {
        if (Encoding.UTF8.GetByteCount(text) > Limits.ConfigurationBytes)
        {
            return Unreadable(
                new YamlFault(
                    new Place(1, 1),
                    $"{fileName} has more than {SizeText.Write(Limits.ConfigurationBytes)} "
                        + "(limit ConfigurationBytes)",
                    null),
                ConfigurationFault.Unreadable);
        }

        if (!YamlTree.Read(text).Try(out var tree, out var fault))
        {
            return Unreadable(fault, ConfigurationFault.NotConfiguration);
        }

        var context = new ReadingContext(new ProblemList(), baseFolder, time ?? TimeProvider.System)
        {
            Lines = [.. text.Split('\n')],
        };
        return Whole(tree, context);
    }

    private static ConfigurationReading Whole(YamlValue tree, ReadingContext context)
    {
        var problems = context.Problems;
        var root = MapReader.Open(new Field(tree, ""), KnownKeys.Root, context);
        if (tree is not YamlMap)
        {
            return new ConfigurationReading(
                [.. problems.Kept],
                Node(ConfigurationFault.NotConfiguration),
                Sites(ConfigurationFault.NotConfiguration));
        }

        var known = KnownVersion(root);
        var node = NodeReader.Read(root);

        // Not a problem of the node part: a file without sites must not keep it from being applied.
        var listed = new ProblemList();
        var entries = SiteEntries(root, context with { Problems = listed });
        var all = new List<ProblemList> { problems, context.Certificates, listed };
        var claims = new SiteClaims();
        var sites = ImmutableArray.CreateBuilder<SiteReading>(entries.Length);
        foreach (var entry in entries)
        {
            var own = new ProblemList();
            all.Add(own);
            var site = SiteReader.Read(entry, context with { Problems = own }, node, claims, out var id);
            sites.Add(new SiteReading(
                id, entry.Path, entry.Value.Place.Line, entry.Value.Place.Column, own.HasErrors
                    ? Outcome<SiteSettings, ConfigurationFault>.Fail(ConfigurationFault.Invalid)
                    : Outcome<SiteSettings, ConfigurationFault>.Ok(site)));
        }

        var sitesFault = !known ? ConfigurationFault.NotConfiguration
            : listed.HasErrors ? ConfigurationFault.Invalid
            : ConfigurationFault.Unset;
        return new ConfigurationReading(
            InOrder(all),
            !known ? Node(ConfigurationFault.NotConfiguration)
                : problems.HasErrors ? Node(ConfigurationFault.Invalid)
                : Outcome<NodeSettings, ConfigurationFault>.Ok(node),
            sitesFault is not ConfigurationFault.Unset
                ? Sites(sitesFault)
                : Outcome<SiteReadings, ConfigurationFault>.Ok(new SiteReadings(sites.ToImmutable())))
        {
            Files = context.Files,
        };
    }

    private static bool KnownVersion(MapReader root)
    {
        if (!root.Require("version", out var field, $"begin with 'version: {Version}'"))
        {
            return false;
        }

        if (field.Value is YamlText { Quoted: false, Text: "1" })
        {
            return true;
        }

        root.Problems.Expected(
            field, $"{Version}, the only version of this format", $"write 'version: {Version}'");
        return false;
    }

    private static ImmutableArray<Field> SiteEntries(MapReader root, ReadingContext context)
    {
        if (!root.TryGet("sites", out var field))
        {
            context.Problems.Error(
                new Place(1, 1), "sites", "the file needs 'sites'", "write 'sites: []' to serve none");
            return [];
        }

        var reader = MapReader.Open(
            new Field(new YamlMap(field.Value.Place, []), ""), KnownKeys.Root, context);
        var entries = reader.Items(field, "a list of sites", Limits.Sites, "Sites");
        if (entries.IsEmpty && field.Value is YamlList)
        {
            context.Problems.Warning(field, "no sites: no request is answered by an origin");
        }

        return entries;
    }

    private static ImmutableArray<ConfigurationProblem> InOrder(List<ProblemList> all)
    {
        var count = all.Sum(static list => (long)list.Count);
        var kept = all.SelectMany(static list => list.Kept)
            .OrderBy(static p => p.Line).ThenBy(static p => p.Column)
            .Take(Limits.ConfigurationProblems)
            .ToImmutableArray();
        return count <= kept.Length
            ? kept
            : kept.Add(new ConfigurationProblem(
                0, 0, ProblemSeverity.Error, "",
                $"{count - kept.Length} more problems (limit ConfigurationProblems)", null));
    }

    private static ConfigurationReading Unreadable(YamlFault fault, ConfigurationFault kind) => new(
        [
            new ConfigurationProblem(
                fault.Place.Line, fault.Place.Column, ProblemSeverity.Error, "",
                fault.Message, fault.Suggestion),
        ],
        Node(kind),
        Sites(kind));

    private static Outcome<NodeSettings, ConfigurationFault> Node(ConfigurationFault fault) =>
        Outcome<NodeSettings, ConfigurationFault>.Fail(fault);

    private static Outcome<SiteReadings, ConfigurationFault> Sites(ConfigurationFault fault) =>
        Outcome<SiteReadings, ConfigurationFault>.Fail(fault);
}
