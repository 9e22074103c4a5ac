using System.Buffers;
using System.Threading.Channels;
using Weir.Decisions;

namespace Weir.Edge.Watching;

/// <summary>
/// The one thread that formats log lines and writes them, several to a write where they wait.
/// </summary>
internal sealed class LogWriter
{
    private const int FlushBytes = 32 * 1024;

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes);
    private readonly ChannelReader<LogEntry> _entries;
    private readonly Stream _output;
    private readonly bool _terminal;
    private readonly EdgeTelemetry _telemetry;

    private LogWriter(ChannelReader<LogEntry> entries, Stream output, bool terminal, EdgeTelemetry telemetry)
    {
        _entries = entries;
        _output = output;
        _terminal = terminal;
        _telemetry = telemetry;
    }

    public static LogWriter Start(
        ChannelReader<LogEntry> entries, Stream output, bool terminal, EdgeTelemetry telemetry)
    {
        var writer = new LogWriter(entries, output, terminal, telemetry);

        // A thread, not a task: a full pipe would otherwise hold one of the pool's threads.
        new Thread(writer.Run) { IsBackground = true, Name = "weir log" }.Start();
        return writer;
    }

    /// <summary>
    /// Waits for the last line, at most this long by the real clock: a stuck pipe must not delay the end.
    /// </summary>
    public Task FinishAsync(TimeSpan atMost)
    {
        Wake();
        var enough = Task.Delay(atMost, TimeProvider.System, CancellationToken.None);
        return Task.WhenAny(_finished.Task, enough);
    }

    /// <summary>Tells the thread that there is something to do.</summary>
    public void Wake() => _wake.Set();

    private void Run()
    {
        // Completion is only true once the queue is closed and empty: the last lines come before the end.
        while (!_entries.Completion.IsCompleted)
        {
            _wake.WaitOne();
            while (Fill() is var lines and > 0)
            {
                Flush(lines);
            }
        }

        _finished.TrySetResult();
    }

    /// <summary>Formats what waits, up to one write's worth; the number of lines.</summary>
    private int Fill()
    {
        var lines = 0;
        while (_buffer.WrittenCount < FlushBytes && _entries.TryRead(out var entry))
        {
            LogText.Write(in entry, _terminal, _buffer);
            lines++;
        }

        return lines;
    }

    [Boundary("standard error may be closed or broken; its lines are lost and counted, the log goes on")]
    private void Flush(int lines)
    {
        try
        {
            _output.Write(_buffer.WrittenSpan);
            _output.Flush();
        }
        catch (Exception failure)
            when (failure is IOException or ObjectDisposedException or NotSupportedException)
        {
            for (var i = 0; i < lines; i++)
            {
                _telemetry.LogLineDropped();
            }
        }
        finally
        {
            _buffer.ResetWrittenCount();
        }
    }
}
