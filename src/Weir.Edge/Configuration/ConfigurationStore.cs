using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Edge.Configuration.Reading;
using Weir.Edge.Watching;

namespace Weir.Edge.Configuration;

/// <summary>
/// The configuration that runs, and how a changed file becomes it: a bad node part changes nothing of the
/// node, a bad site stays as it was, a file that cannot be read changes nothing at all.
/// </summary>
public sealed class ConfigurationStore
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly string _name;
    private GatewayConfiguration? _running;
    private NodeSettings? _started;
    private DateTimeOffset _loadedAt;
    private ImmutableArray<string> _files;

    /// <param name="path">Of <c>weir.yaml</c>.</param>
    /// <param name="time">The clock, for certificates and for when something was loaded.</param>
    public ConfigurationStore(string path, TimeProvider time)
    {
        FilePath = Path.GetFullPath(path);
        _name = Path.GetFileName(FilePath);
        _time = time;
        _files = [FilePath];
    }

    /// <summary>Absolute.</summary>
    public string FilePath { get; }

    /// <summary>The file and the certificates that it names.</summary>
    public ImmutableArray<string> WatchedFiles
    {
        get
        {
            lock (_lock)
            {
                return _files;
            }
        }
    }

    /// <summary>
    /// Reads the file, for the first time or again, and takes of it what is good. The first time the node
    /// part must be good and there must be a list of sites; a bad site alone keeps nobody from starting.
    /// </summary>
    public ConfigurationChange Reload()
    {
        lock (_lock)
        {
            if (!BoundedFile.ReadText(FilePath, Limits.ConfigurationBytes).Try(out var text, out var fault))
            {
                return Unchanged(
                    [new ConfigurationProblem(
                        0, 0, ProblemSeverity.Error, "", fault.Message, fault.Suggestion)],
                    ConfigurationFault.Unreadable);
            }

            var folder = Path.GetDirectoryName(FilePath) ?? "/";
            return Take(ConfigurationReader.Read(text, _name, folder, _time));
        }
    }

    private ConfigurationChange Take(ConfigurationReading reading)
    {
        var fresh = reading.Node.Match<NodeSettings?>(static read => read, static _ => null);
        var sites = reading.Sites.Match<SiteReadings?>(static read => read, static _ => null);
        var node = fresh ?? _running?.Node;
        if (node is null || (_running is null && sites is null) || (fresh is null && sites is null))
        {
            return Unchanged(
                reading.Problems, fresh is null ? FaultOf(reading.Node) : FaultOf(reading.Sites));
        }

        var before = _running?.Sites ?? [];
        var found = new List<ConfigurationProblem>();
        var merged = sites is null ? before : SiteMerge.Merge(before, sites, found);
        var running = new GatewayConfiguration { Node = node, Sites = merged };
        _files = [FilePath, .. reading.Files];
        _started ??= node;
        _running = running;
        _loadedAt = _time.GetUtcNow();

        HashSet<string> good =
            [.. (sites?.Entries ?? []).Where(IsGood).Select(static e => e.Id).OfType<string>()];
        ImmutableArray<ConfigurationProblem> problems = found.Count == 0
            ? reading.Problems
            : [.. reading.Problems.Concat(found).OrderBy(static p => p.Line).ThenBy(static p => p.Column)];
        return new ConfigurationChange(Outcome<GatewayConfiguration, ConfigurationFault>.Ok(running))
        {
            Problems = problems,
            State = State(problems),
            NeedsRestart = RestartNeeds.Compare(_started, node),
            NodeApplied = fresh is not null,
            SitesTaken = Ids(merged.Except(before, SameSite)),
            SitesKept = Ids(before.Intersect(merged, SameSite).Where(s => !good.Contains(s.Id))),
            SitesRemoved = Ids(before.ExceptBy(merged.Select(static s => s.Id), static s => s.Id)),
            WatchedFiles = _files,
        };
    }

    private ConfigurationChange Unchanged(
        ImmutableArray<ConfigurationProblem> problems, ConfigurationFault fault) =>
        new(_running is { } running
            ? Outcome<GatewayConfiguration, ConfigurationFault>.Ok(running)
            : Outcome<GatewayConfiguration, ConfigurationFault>.Fail(fault))
        {
            Problems = problems,
            State = State(problems),
            NeedsRestart = [],
            SitesKept = Ids(_running?.Sites ?? []),
            WatchedFiles = _files,
        };

    private ConfigurationState State(ImmutableArray<ConfigurationProblem> problems) =>
        new(FilePath, _loadedAt, [.. problems.Where(static p => p.IsError).Select(p => p.Render(_name))]);

    private static IEqualityComparer<SiteSettings> SameSite => ReferenceEqualityComparer.Instance;

    private static ConfigurationFault FaultOf<T>(Outcome<T, ConfigurationFault> part)
        where T : notnull => part.Match(static _ => ConfigurationFault.Unset, static fault => fault);

    private static bool IsGood(SiteReading entry) => entry.Site.Match(static _ => true, static _ => false);

    private static ImmutableArray<string> Ids(IEnumerable<SiteSettings> sites) =>
        [.. sites.Select(static s => s.Id)];
}
