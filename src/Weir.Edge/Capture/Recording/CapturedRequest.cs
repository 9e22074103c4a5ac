using System.Net;
using Weir.Decisions.Signals;
using Weir.Decisions.Signals.Requests;

namespace Weir.Edge.Capture.Recording;

/// <summary>
/// One finished request on its way into a capture: already masked, and independent of the request, which
/// is reused meanwhile.
/// </summary>
internal sealed record CapturedRequest
{
    public required CapturedConnection Connection { get; init; }

    public required bool Secure { get; init; }

    public required Http2Opening? Opening { get; init; }

    public required long At { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    public required string Host { get; init; }

    public required HttpGeneration Http { get; init; }

    public required IPAddress Peer { get; init; }

    /// <summary>Whether the fields stand in the order in which they were sent.</summary>
    public required bool Ordered { get; init; }

    public required CapturedField[] Fields { get; init; }

    public required int Status { get; init; }

    /// <summary>Null where the answer did not announce its length.</summary>
    public required long? ResponseBytes { get; init; }

    public required TimeSpan Duration { get; init; }

    public required bool AnsweredByEdge { get; init; }
}

/// <summary>A header line. Of a masked value only the length is there.</summary>
/// <param name="Name">As sent, where that is known.</param>
/// <param name="Value">Null where it is masked.</param>
/// <param name="Length">Characters of the value.</param>
internal readonly record struct CapturedField(string Name, string? Value, int Length);
