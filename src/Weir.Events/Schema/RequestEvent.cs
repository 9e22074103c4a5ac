using System.Net;
using Weir.Decisions;
using Weir.Decisions.Verdicts;

namespace Weir.Events.Schema;

/// <summary>
/// One answered request on its way to the event store. Holds no cookie, no Authorization value, no body and
/// no query value; the address is kept whole for a day at most.
/// </summary>
public readonly ref struct RequestEvent
{
    public RequestId Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The configured id; empty where no site answered for the host.</summary>
    public string? Site { get; init; }

    public string? Method { get; init; }

    /// <summary>Without the query, cut.</summary>
    public string? Path { get; init; }

    /// <summary>10, 11, 2 or 3 as in the protocol's name; 0 where unknown.</summary>
    public HttpKind Http { get; init; }

    public bool Secure { get; init; }

    /// <summary>0 where the connection ended first.</summary>
    public int Status { get; init; }

    /// <summary>1 to 99; 0 where there is none.</summary>
    public int Score { get; init; }

    public UnscoredReason Unscored { get; init; }

    public Verdict Verdict { get; init; }

    public ScoreSource Source { get; init; }

    public VisitorClass Class { get; init; }

    /// <summary>The id of the heuristic that decided, or null.</summary>
    public string? Heuristic { get; init; }

    /// <summary>The id of the rule that decided, or null.</summary>
    public string? Rule { get; init; }

    public string? Ja4 { get; init; }

    public string? TlsStable { get; init; }

    /// <summary>Whether the agent claims a browser and no coherence check failed.</summary>
    public bool Browser { get; init; }

    public IPAddress? Address { get; init; }

    public TimeSpan Duration { get; init; }

    public long ModelNumber { get; init; }

    public long SignalsNumber { get; init; }

    /// <summary>Which <see cref="FeatureColumns"/> the values belong to.</summary>
    public int FeatureSet { get; init; }

    /// <summary>As the score saw them, NaN where missing; empty where nothing was worked out.</summary>
    public ReadOnlySpan<float> Features { get; init; }

    /// <summary>
    /// How many requests this one stands for; 1 unless events were sampled. Set by the queue.
    /// </summary>
    public float Weight { get; init; }
}

/// <summary>The HTTP that a request came over.</summary>
public enum HttpKind
{
    Unset = 0,
    Http10,
    Http11,
    Http2,
    Http3,
}
