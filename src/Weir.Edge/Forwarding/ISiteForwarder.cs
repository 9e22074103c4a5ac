using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Weir.Edge.Forwarding;

/// <summary>
/// Carries requests of one site to its origins and the answers back. The rest of the edge knows
/// nothing of how: this is the whole contract.
/// </summary>
public interface ISiteForwarder : IAsyncDisposable
{
    /// <summary>
    /// Forwards one request, streaming both ways. Where the result is not
    /// <see cref="ForwardStatus.Completed"/> and the response has not started, nothing has been written:
    /// the caller answers the visitor.
    /// </summary>
    ValueTask<ForwardResult> ForwardAsync(HttpContext http, in ForwardHeaders headers);

    /// <summary>How each origin is doing, in the order of the configuration.</summary>
    ImmutableArray<OriginState> Origins { get; }
}

/// <summary>What the origin is told about the request, computed once before forwarding.</summary>
/// <param name="RequestId">26 characters.</param>
/// <param name="Score">Text of 1 to 99, or null where there is none.</param>
/// <param name="Unscored">Why there is no score, or null.</param>
/// <param name="Verdict">The verdict's name.</param>
/// <param name="Source">What the score came from, or null.</param>
/// <param name="Ja4">The official JA4, or null without TLS.</param>
/// <param name="VerifiedBot">The bot's name, or null.</param>
/// <param name="PeerAddress">The address of the peer, as text.</param>
/// <param name="PeerTrusted">
/// Whether the peer is a trusted proxy: then its X-Forwarded-* are appended to.
/// </param>
/// <param name="Scheme"><c>http</c> or <c>https</c>, as the visitor's connection to this node.</param>
public readonly record struct ForwardHeaders(
    string RequestId,
    string? Score,
    string? Unscored,
    string Verdict,
    string? Source,
    string? Ja4,
    string? VerifiedBot,
    string PeerAddress,
    bool PeerTrusted,
    string Scheme);

/// <param name="Status">How it ended.</param>
/// <param name="Origin">The origin that was asked last, or null where none was.</param>
/// <param name="Attempts">How many origins were asked.</param>
/// <param name="BodyStatus">
/// What a <see cref="ForwardStatus.ClientBody"/> should be answered with (400, 408 or 413); 0 otherwise.
/// </param>
public readonly record struct ForwardResult(
    ForwardStatus Status, string? Origin, int Attempts, int BodyStatus = 0);

public enum ForwardStatus
{
    Unset = 0,

    /// <summary>The origin's answer went to the visitor, whatever its status.</summary>
    Completed,

    /// <summary>The visitor went away.</summary>
    ClientAborted,

    /// <summary>The visitor's body was malformed, too slow or too large: the visitor's fault.</summary>
    ClientBody,

    /// <summary>Every origin is set aside or refused the connection.</summary>
    OriginUnreachable,

    /// <summary>The origin broke off, or answered what is not HTTP.</summary>
    OriginFailed,

    /// <summary>The origin did not answer in time.</summary>
    OriginTimeout,

    /// <summary>Our own mistake.</summary>
    EdgeFault,
}

/// <param name="Address">As configured.</param>
/// <param name="Healthy">Whether it gets requests.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="LastError">What went wrong last, or null.</param>
public readonly record struct OriginState(string Address, bool Healthy, int Failures, string? LastError);
