using System.Collections.Immutable;
using Weir.Edge.Forwarding;

namespace Weir.Edge.Watching;

/// <summary>What the admin side may know of the running node, read at the moment of asking.</summary>
public interface INodeStatus
{
    NodePhase Phase { get; }

    DateTimeOffset StartedAt { get; }

    string DataFolder { get; }

    ImmutableArray<ListenerState> Listeners { get; }

    ImmutableArray<SiteState> Sites { get; }

    ImmutableArray<CertificateState> Certificates { get; }

    ConfigurationState Configuration { get; }

    /// <summary>What scores requests; null where nothing does.</summary>
    ScoringState? Scoring { get; }
}

public enum NodePhase
{
    Unset = 0,
    Starting,
    Ready,
    Draining,
}

/// <param name="Address">Such as <c>https://127.0.0.1:8443</c>.</param>
/// <param name="Serving">Whether it accepts connections.</param>
public readonly record struct ListenerState(string Address, bool Serving);

/// <param name="Id">The configured id.</param>
/// <param name="Hosts">The hosts it answers for.</param>
/// <param name="Mode"><c>observe</c> or <c>enforce</c>.</param>
/// <param name="Origins">How each origin is doing.</param>
/// <param name="Rules">What each rule came to, in their order.</param>
public sealed record SiteState(
    string Id, ImmutableArray<string> Hosts, string Mode, ImmutableArray<OriginState> Origins,
    ImmutableArray<RuleState> Rules);

/// <param name="Id">Unique within its site.</param>
/// <param name="Then"><c>log</c>, <c>allow</c> or <c>block</c>.</param>
/// <param name="Fired">Requests for which it was true.</param>
/// <param name="Missing">Requests for which something that it reads had not been computed.</param>
public readonly record struct RuleState(string Id, string Then, long Fired, long Missing);

/// <param name="Features">How many the model reads.</param>
/// <param name="Trees">Of the model.</param>
/// <param name="Evaluator">Which way of walking them runs.</param>
/// <param name="Why">What of the processor and of the model's shape chose it, in words.</param>
public sealed record ScoringState(int Features, int Trees, string Evaluator, string Why);

/// <param name="Hosts">The names it answers for.</param>
/// <param name="NotAfter">When it expires.</param>
/// <param name="Problem">Why a newer one on disk was not taken, or null.</param>
public sealed record CertificateState(ImmutableArray<string> Hosts, DateTimeOffset NotAfter, string? Problem);

/// <param name="Source">The file, or <c>built-in</c>.</param>
/// <param name="LoadedAt">When what runs was loaded.</param>
/// <param name="Problems">Why the newest file, or part of it, was not taken; empty where all of it
/// runs.</param>
public sealed record ConfigurationState(
    string Source, DateTimeOffset LoadedAt, ImmutableArray<string> Problems);
