using Weir.Cli.Commands.Values;
using Weir.Decisions;
using Weir.Edge.Configuration;

namespace Weir.Cli.Commands;

/// <summary>What <c>weir up</c> was asked for, every value checked.</summary>
public sealed record UpOptions
{
    public const string DefaultDataFolder = ".weir";

    /// <summary>The configuration as named, relative to the current folder; null for none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The one origin for every host; null for the file's, or else the sample site.</summary>
    public OriginSettings? Origin { get; init; }

    public AddressChoice Http { get; init; }

    public AddressChoice Https { get; init; }

    public AddressChoice Admin { get; init; }

    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>Where finished requests are captured; null for nowhere.</summary>
    public string? CaptureFolder { get; init; }

    /// <summary>Whether events are kept and signals built, by a process of their own.</summary>
    public bool Keeper { get; init; } = true;

    /// <summary>From the signal to the moment where nothing new is accepted.</summary>
    public TimeSpan Grace { get; init; } = Limits.Grace;

    /// <summary>For the addresses and what to try.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For warnings and the reason of a refusal.</summary>
    public required TextWriter Error { get; init; }
}
