using System.Collections.Immutable;

namespace Weir.Edge.Tests.Http;

/// <summary>
/// One case of <c>rows/http1-*.json</c>: what a visitor sends on one connection, and all that must come of
/// it.
/// </summary>
public sealed record RawRow : IRow
{
    public required string Name { get; init; }

    /// <summary>The bytes, one per character.</summary>
    public required string Send { get; init; }

    /// <summary>The status of each answer, in order.</summary>
    public required ImmutableArray<int> Answers { get; init; }

    /// <summary>Whose fault the answers from 400 on are.</summary>
    public string Fault { get; init; } = "client";

    /// <summary>Whether the gateway then closes the connection.</summary>
    public bool Closed { get; init; }

    /// <summary>Each reason of <c>weir_limits_total</c> that counts, as often as it does.</summary>
    public ImmutableArray<string> Counted { get; init; } = [];

    /// <summary>Each request that the origin gets, without what the gateway adds to it.</summary>
    public ImmutableArray<string> Origin { get; init; } = [];

    /// <summary>The header order of each answered request; empty where a row does not say.</summary>
    public ImmutableArray<string?> Orders { get; init; } = [];

    /// <summary>What stands in the head of the last answer; null where a row does not say.</summary>
    public string? Head { get; init; }
}
