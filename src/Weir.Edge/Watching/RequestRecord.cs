using Weir.Decisions;
using Weir.Decisions.Verdicts;

namespace Weir.Edge.Watching;

/// <summary>
/// What is remembered of one request. Holds no cookie, no body, no query value and no address.
/// </summary>
/// <param name="Id">Its reference.</param>
/// <param name="At">When its headers had arrived.</param>
/// <param name="Site">The configured id, or null where no site answered for the host.</param>
/// <param name="Method">As received.</param>
/// <param name="Path">Without the query, cut at <see cref="Limits.RecordedPath"/> characters.</param>
/// <param name="Protocol"><c>HTTP/1.1</c> or <c>HTTP/2</c>.</param>
/// <param name="Status">The status that the visitor got; 0 where the connection ended first.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Ja4">The official JA4, or null without TLS.</param>
/// <param name="Fault">Whose fault a failure is; Unset where nothing failed.</param>
/// <param name="Duration">From headers to the end of the answer.</param>
/// <param name="HeaderOrder">Header names as received, or null where they could not be read.</param>
/// <param name="Heuristic">The id of the heuristic that decided the score, if one did.</param>
public readonly record struct RequestRecord(
    RequestId Id,
    DateTimeOffset At,
    string? Site,
    string Method,
    string Path,
    string Protocol,
    int Status,
    Decision Decision,
    string? Ja4,
    FaultOwner Fault,
    TimeSpan Duration,
    string? HeaderOrder,
    string? Heuristic = null);
