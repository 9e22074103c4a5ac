using System.Collections.Immutable;
using Weir.Decisions;

namespace Weir.Edge.Configuration;

/// <summary>
/// Everything that one text says and everything that is wrong with it. The node part is all or nothing;
/// each site stands for itself.
/// </summary>
public sealed class ConfigurationReading
{
    internal ConfigurationReading(
        ImmutableArray<ConfigurationProblem> problems,
        Outcome<NodeSettings, ConfigurationFault> node,
        Outcome<SiteReadings, ConfigurationFault> sites)
    {
        Problems = problems;
        Node = node;
        Sites = sites;
    }

    /// <summary>
    /// In the order of the file; at most <see cref="Limits.ConfigurationProblems"/>
    /// and one that counts the rest.
    /// </summary>
    public ImmutableArray<ConfigurationProblem> Problems { get; }

    /// <summary>The node part, where nothing is wrong with it but perhaps files of certificates.</summary>
    public Outcome<NodeSettings, ConfigurationFault> Node { get; }

    /// <summary>The sites one by one, where there is a list of sites at all.</summary>
    public Outcome<SiteReadings, ConfigurationFault> Sites { get; }

    /// <summary>
    /// Certificate and key files that the text names, absolute, whether they can be read or not.
    /// </summary>
    public ImmutableArray<string> Files { get; internal init; } = [];

    public bool HasErrors => Problems.Any(static p => p.IsError);
}

/// <param name="Entries">In the order of the file.</param>
public sealed record SiteReadings(ImmutableArray<SiteReading> Entries);

/// <param name="Id">The id as far as it can be used; null where it is missing or no id.</param>
/// <param name="Path">Such as <c>sites[0]</c>.</param>
/// <param name="Line">Where the site begins.</param>
/// <param name="Column">Where the site begins.</param>
/// <param name="Site">The site, where nothing of it is wrong.</param>
public sealed record SiteReading(
    string? Id, string Path, int Line, int Column, Outcome<SiteSettings, ConfigurationFault> Site);
