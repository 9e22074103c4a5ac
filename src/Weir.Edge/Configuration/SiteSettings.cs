using System.Collections.Immutable;
using Weir.Decisions;
using Weir.Decisions.Verdicts;

namespace Weir.Edge.Configuration;

public sealed record SiteSettings
{
    public required string Id { get; init; }

    /// <summary>
    /// Lower case, without port; <c>*</c> for every host, <c>*.example.org</c> for all below it.
    /// </summary>
    public required ImmutableArray<string> Hosts { get; init; }

    public required ImmutableArray<OriginSettings> Origins { get; init; }

    public SiteMode Mode { get; init; } = SiteMode.Observe;

    public UnscoredPolicy OnUnscored { get; init; } = new();

    /// <summary>Bytes of a request body; null for no limit.</summary>
    public long? MaxBody { get; init; }

    /// <summary>Which Host the origin sees.</summary>
    public OriginHost OriginHost { get; init; } = OriginHost.Visitor;

    public OriginTimeouts Timeouts { get; init; } = new();

    public HealthSettings Health { get; init; } = new();

    /// <summary>Compiled, in their order.</summary>
    public RuleSet Rules { get; init; } = RuleSet.None;

    /// <summary>
    /// Whether both mean the same, however they came to be; lists compare by what they hold.
    /// </summary>
    public bool SameAs(SiteSettings other) =>
        Hosts.SequenceEqual(other.Hosts)
        && Origins.SequenceEqual(other.Origins)
        && this with { Hosts = other.Hosts, Origins = other.Origins } == other;
}

public enum SiteMode
{
    Unset = 0,

    /// <summary>Verdicts are recorded, not enforced.</summary>
    Observe,
    Enforce,
}

public enum UnscoredAction
{
    Unset = 0,
    Forward,
    Block,
}

/// <param name="Ours">When the cause lies with the edge: no release, a fault, a spent budget.</param>
/// <param name="Clients">When this request's own content is the cause.</param>
public sealed record UnscoredPolicy(
    UnscoredAction Ours = UnscoredAction.Forward,
    UnscoredAction Clients = UnscoredAction.Forward);

public enum OriginHost
{
    Unset = 0,

    /// <summary>The Host that the visitor sent.</summary>
    Visitor,

    /// <summary>The host of the origin's own address.</summary>
    Origin,
}

/// <param name="Address">Scheme, host and port of the origin; no path.</param>
/// <param name="Protocol">How to speak to it.</param>
public sealed record OriginSettings(Uri Address, OriginProtocol Protocol);

public enum OriginProtocol
{
    Unset = 0,

    /// <summary><c>http://</c>: HTTP/1.1 in cleartext.</summary>
    Http1,

    /// <summary><c>https://</c>: HTTP/2 or HTTP/1.1, as ALPN agrees.</summary>
    Tls,

    /// <summary><c>h2c://</c>: HTTP/2 in cleartext with prior knowledge.</summary>
    H2c,
}

public sealed record OriginTimeouts
{
    public TimeSpan Connect { get; init; } = Limits.OriginConnect;

    public TimeSpan FirstByte { get; init; } = Limits.OriginFirstByte;

    public TimeSpan Idle { get; init; } = Limits.OriginIdle;

    public TimeSpan UpgradedIdle { get; init; } = Limits.UpgradedIdle;
}

/// <summary>Passive health is always on; active health where a path is given.</summary>
public sealed record HealthSettings
{
    /// <summary>Asked of each origin every <see cref="Interval"/>; null for no active health.</summary>
    public string? Path { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Failures in a row that set an origin aside.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>How long an origin stays aside before it is tried again.</summary>
    public TimeSpan Aside { get; init; } = TimeSpan.FromSeconds(10);
}
