namespace Weir.Cli.Commands.Bundles;

/// <summary>What <c>weir release build</c> was asked for.</summary>
internal sealed record BuildOptions
{
    public static readonly TimeSpan DefaultLife = TimeSpan.FromDays(90);

    /// <summary>A trained model; null for a policy.</summary>
    public string? Model { get; init; }

    /// <summary>The model's features; null for those of the program.</summary>
    public string? Features { get; init; }

    /// <summary>A capture whose requests become the probes; null for those of the program.</summary>
    public string? Probes { get; init; }

    /// <summary>The configuration whose sites become a policy; null for a model.</summary>
    public string? Policy { get; init; }

    public required string To { get; init; }

    /// <summary>Null for the next one.</summary>
    public long? Number { get; init; }

    public TimeSpan Life { get; init; } = DefaultLife;

    /// <summary>Who signs; null for nobody.</summary>
    public string? Key { get; init; }

    public required string DataFolder { get; init; }

    public bool Json { get; init; }
}
