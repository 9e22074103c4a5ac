using System.Collections.Immutable;

namespace Weir.Edge.Tests.Http;

/// <summary>
/// One case of <c>rows/http2-*.json</c>: one request on a connection of its own, and all that must come of
/// it.
/// </summary>
public sealed record Http2Row : IRow
{
    public required string Name { get; init; }

    /// <summary>
    /// <c>name: value</c> each, pseudo-headers included; after <c>+</c> it is put into the dynamic table,
    /// and <c>@62</c> then is that entry again; after <c>*N</c> and a space it comes N times.
    /// </summary>
    public required ImmutableArray<string> Fields { get; init; }

    /// <summary>Null for a request without a body.</summary>
    public string? Body { get; init; }

    /// <summary>Empty for a request without trailers.</summary>
    public ImmutableArray<string> Trailers { get; init; } = [];

    /// <summary>The status; 0 where there is no answer.</summary>
    public int Answer { get; init; }

    /// <summary>False for an answer that Kestrel makes, which has no <c>Weir-Request-Id</c>.</summary>
    public bool Reference { get; init; } = true;

    /// <summary>Null where the answer is whole; else how it ended: <c>reset N</c>, <c>goaway N</c>.</summary>
    public string? End { get; init; }

    /// <summary>Each reason of <c>weir_limits_total</c> that counts, as often as it does.</summary>
    public ImmutableArray<string> Counted { get; init; } = [];

    /// <summary>Each request that the origin gets, without what the gateway adds to it.</summary>
    public ImmutableArray<string> Origin { get; init; } = [];
}
