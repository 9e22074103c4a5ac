using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Weir.Edge.Watching;

/// <summary>
/// Lets Kestrel and YARP, which speak Microsoft.Extensions.Logging, write into the edge's log under the
/// same bounds. Only warnings and worse: what they say below that is told by our own metrics and records.
/// </summary>
public sealed class EdgeLogging(EdgeLogger log) : ILoggerFactory, ILoggerProvider
{
    /// <summary>
    /// ASP.NET Core makes an Activity for every request when this category is enabled at any level. Its
    /// lines only repeat what Kestrel logs, so it is off.
    /// </summary>
    private const string PerRequestCategory = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public ILogger CreateLogger(string categoryName) => new CategoryLogger(log, categoryName);

    /// <summary>There is one place where lines go; others are not taken.</summary>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <summary>The log belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    private sealed class CategoryLogger(EdgeLogger log, string category) : ILogger
    {
        private const int NamedEvents = 64;

        private readonly bool _enabled = category != PerRequestCategory;
        private readonly ConcurrentDictionary<int, string> _keys = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => _enabled && log.Wants(Severity(logLevel));

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var severity = Severity(logLevel);
            var key = Key(eventId);
            if (!_enabled || !log.Wants(severity) || !log.Admits(severity, key))
            {
                return;
            }

            log.Enqueue(severity, key, Owner(severity), Text(formatter(state, exception), exception));
        }

        // Below Warning is Unset, which is under every minimum.
        private static LogSeverity Severity(LogLevel level) => level switch
        {
            LogLevel.Warning => LogSeverity.Warning,
            LogLevel.Error or LogLevel.Critical => LogSeverity.Error,
            LogLevel.Trace or LogLevel.Debug or LogLevel.Information or LogLevel.None => LogSeverity.Unset,
            _ => LogSeverity.Unset,
        };

        private static string Text(string message, Exception? exception) => exception is null
            ? message
            : $"{message} {exception.GetType().Name}: {exception.Message}{Place(exception)}";

        // The innermost frame says where; a whole stack would be cut anyway.
        private static string Place(Exception exception)
        {
            var stack = exception.StackTrace ?? "";
            var end = stack.IndexOf('\n', StringComparison.Ordinal);
            var first = (end < 0 ? stack : stack[..end]).Trim();
            return first.Length == 0 ? "" : $" {first}";
        }

        private FaultOwner Owner(LogSeverity severity) =>
            category.StartsWith("Yarp.", StringComparison.Ordinal) ? FaultOwner.Origin
            : severity == LogSeverity.Error ? FaultOwner.Edge
            : FaultOwner.Unset;

        private string Key(EventId id)
        {
            if (_keys.TryGetValue(id.Id, out var known))
            {
                return known;
            }

            var key = id.Name is null || _keys.Count >= NamedEvents ? category : $"{category}/{id.Name}";
            return _keys.Count < NamedEvents ? _keys.GetOrAdd(id.Id, key) : key;
        }
    }
}
