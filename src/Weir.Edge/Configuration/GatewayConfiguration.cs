using System.Collections.Immutable;

namespace Weir.Edge.Configuration;

/// <summary>
/// One whole configuration that passed every check: immutable, safe to share, safe to apply.
/// </summary>
public sealed record GatewayConfiguration
{
    public required NodeSettings Node { get; init; }

    public required ImmutableArray<SiteSettings> Sites { get; init; }
}

/// <summary>The part that belongs to this node: checked whole, applied at once or not at all.</summary>
public sealed record NodeSettings
{
    /// <summary>
    /// Where a file has no <c>listen</c>, these are <see cref="ListenerSettings.Defaults"/>.
    /// </summary>
    public ImmutableArray<ListenerSettings> Listeners { get; init; } = [];

    public ImmutableArray<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    public AdminSettings Admin { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>
    /// Runs request code on the thread that read the socket: less CPU a request, at the price that
    /// nothing on the path may block. Needs a restart.
    /// </summary>
    public bool InlineSockets { get; init; }
}
