namespace Weir.Cli.SampleSite;

/// <summary>What may differ between two sample sites.</summary>
public sealed record SampleSiteOptions
{
    /// <summary>Cleartext HTTP/2 with prior knowledge, and nothing else; otherwise HTTP/1.1.</summary>
    public bool Http2Cleartext { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
