using Weir.Decisions.Signals.Recorded;

namespace Weir.Keeper.Training.Rows;

/// <summary>One session with its label, requests in the order in which they came.</summary>
public sealed record RecordedSession(SessionLabel Label, IReadOnlyList<RecordedRequest> Requests);
