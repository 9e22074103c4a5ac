using System.Threading.Channels;
using Weir.Decisions;

namespace Weir.Edge.Watching;

/// <summary>
/// The log on standard error. Whoever writes only takes a place in a bounded queue; one thread of its own
/// formats and writes, so that a stalled pipe stalls nobody else. What is over a key's bound is counted
/// and summarised once a second, what finds the queue full is counted.
/// </summary>
public sealed class EdgeLogger : IEdgeLog, IAsyncDisposable
{
    /// <summary>How long stopping waits for the last lines.</summary>
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    private readonly EdgeTelemetry _telemetry;
    private readonly LogSeverity _minimum;
    private readonly LogBounds _bounds;
    private readonly Channel<LogEntry> _queue;
    private readonly LogWriter _writer;
    private readonly ITimer _timer;

    /// <param name="telemetry">Where lines left out are counted; its clock is the log's clock.</param>
    /// <param name="output">Takes UTF-8 lines; stays open.</param>
    /// <param name="options">What to write and how much.</param>
    public EdgeLogger(EdgeTelemetry telemetry, Stream output, EdgeLogOptions options)
    {
        _telemetry = telemetry;
        _minimum = options.Minimum;
        _bounds = new LogBounds(options.LinesPerSecond, options.Keys);
        _queue = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(options.Queue)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });
        _writer = LogWriter.Start(_queue.Reader, output, options.Terminal, telemetry);
        var second = TimeSpan.FromSeconds(1);
        _timer = telemetry.Time.CreateTimer(_ => Summarise(), null, second, second);
    }

    public void Write(
        LogSeverity severity, string key, FaultOwner owner, string message, RequestId? request = null)
    {
        if (Admits(severity, key))
        {
            Enqueue(severity, key, owner, message, request);
        }
    }

    /// <summary>
    /// Whether one more line of this key may be written now; where not, it is already counted. For callers
    /// whose message is dear to make: ask first, then <see cref="Enqueue"/>.
    /// </summary>
    internal bool Admits(LogSeverity severity, string key)
    {
        if (severity < _minimum)
        {
            return false;
        }

        if (_bounds.Admit(key, Second))
        {
            return true;
        }

        _telemetry.LogLineSuppressed();
        return false;
    }

    internal bool Wants(LogSeverity severity) => severity >= _minimum;

    internal void Enqueue(
        LogSeverity severity, string key, FaultOwner owner, string message, RequestId? request = null)
    {
        var now = _telemetry.Time.GetUtcNow();
        var entry = new LogEntry(now, severity, key, owner, LogText.Cut(message), request, 0);
        if (_queue.Writer.TryWrite(entry))
        {
            _writer.Wake();
        }
        else
        {
            _telemetry.LogLineDropped();
        }
    }

    /// <summary>Writes the summaries and what is queued, for at most two seconds, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        Summarise();
        if (_queue.Writer.TryComplete())
        {
            await _writer.FinishAsync(LastLines).ConfigureAwait(false);
        }
    }

    private long Second => _telemetry.Time.GetTimestamp() / _telemetry.Time.TimestampFrequency;

    private void Summarise()
    {
        var now = _telemetry.Time.GetUtcNow();
        _bounds.Summarise(Second, (key, count) =>
        {
            var entry = new LogEntry(
                now, LogSeverity.Warning, key, FaultOwner.Unset, $"… and {count} more", null, count);
            if (_queue.Writer.TryWrite(entry))
            {
                _writer.Wake();
            }
            else
            {
                _bounds.Restore(key, count);
            }
        });
    }
}

public sealed record EdgeLogOptions
{
    /// <summary>Lines below it are not even counted.</summary>
    public LogSeverity Minimum { get; init; } = LogSeverity.Information;

    /// <summary>Short text for a person instead of JSON.</summary>
    public bool Terminal { get; init; }

    public int LinesPerSecond { get; init; } = Limits.LogLinesPerSecond;

    public int Keys { get; init; } = Limits.LogKeys;

    public int Queue { get; init; } = Limits.LogQueue;
}
