using Weir.Decisions;

namespace Weir.Edge.Watching;

public enum LogSeverity
{
    Unset = 0,
    Debug,
    Information,
    Warning,
    Error,
}

/// <summary>
/// Structured log lines, bounded per key: error reporting must never cost more than the error.
/// </summary>
public interface IEdgeLog
{
    /// <param name="severity">How bad.</param>
    /// <param name="key">A constant that names the kind of line, such as <c>origin.unreachable</c>; bounds
    /// are per key.</param>
    /// <param name="owner">Whose fault; <see cref="FaultOwner.Unset"/> where nothing failed.</param>
    /// <param name="message">One line for a person; never a secret, a cookie, a body or a query
    /// value.</param>
    /// <param name="request">The request it belongs to, if any.</param>
    void Write(LogSeverity severity, string key, FaultOwner owner, string message, RequestId? request = null);
}
