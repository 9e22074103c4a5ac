using Weir.Decisions;

namespace Weir.Edge.Watching;

/// <summary>One line on its way to standard error.</summary>
/// <param name="At">When it was written by whoever wrote it.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Key">The kind of line.</param>
/// <param name="Owner">Whose fault; Unset where nothing failed.</param>
/// <param name="Message">For a person; not yet escaped.</param>
/// <param name="Request">The request it belongs to, if any.</param>
/// <param name="More">In a summary, the lines of this key that were left out; otherwise 0.</param>
public readonly record struct LogEntry(
    DateTimeOffset At,
    LogSeverity Severity,
    string Key,
    FaultOwner Owner,
    string Message,
    RequestId? Request,
    long More);
