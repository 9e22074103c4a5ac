using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Edge.Watching;

namespace Weir.Edge.Configuration;

/// <summary>What reading the file once more came to.</summary>
public sealed class ConfigurationChange
{
    internal ConfigurationChange(Outcome<GatewayConfiguration, ConfigurationFault> running) =>
        Running = running;

    /// <summary>
    /// What is to run from now on: never less than what ran before. An error only where nothing has ever
    /// been good.
    /// </summary>
    public Outcome<GatewayConfiguration, ConfigurationFault> Running { get; }

    /// <summary>Everything that is wrong with the newest file, in its order.</summary>
    public required ImmutableArray<ConfigurationProblem> Problems { get; init; }

    /// <summary>The same for the status page.</summary>
    public required ConfigurationState State { get; init; }

    /// <summary>Settings that were taken but take effect only after a restart, one sentence each.</summary>
    public ImmutableArray<string> NeedsRestart { get; init; } = [];

    /// <summary>Whether the node part of the newest file is what runs now.</summary>
    public bool NodeApplied { get; init; }

    /// <summary>Ids of sites that are new or different.</summary>
    public ImmutableArray<string> SitesTaken { get; init; } = [];

    /// <summary>Ids of sites that the file describes badly and that stay as they were.</summary>
    public ImmutableArray<string> SitesKept { get; init; } = [];

    /// <summary>Ids of sites that are gone.</summary>
    public ImmutableArray<string> SitesRemoved { get; init; } = [];

    /// <summary>Files whose change means that the configuration is to be read again.</summary>
    public required ImmutableArray<string> WatchedFiles { get; init; }
}
