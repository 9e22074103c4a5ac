using System.Collections.Immutable;
using System.Threading.Channels;
using Weir.Decisions;
using Weir.Edge.Watching;

namespace Weir.Edge.Configuration;

/// <summary>
/// Calls back when the configuration or a certificate that it names has changed, or when asked to. Changes
/// are left to settle first; calls never overlap. Runs beside the request path and never throws into it.
/// </summary>
public sealed class ConfigurationWatcher : IAsyncDisposable
{
    private const int LooksUntilSettled = 20;

    private readonly Func<ImmutableArray<string>> _files;
    private readonly Func<CancellationToken, ValueTask> _reload;
    private readonly TimeProvider _time;
    private readonly IEdgeLog? _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly FileDigests _digests = new();
    private readonly FolderWatch _folders;
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private int _requested;
    private Task _loop = Task.CompletedTask;
    private ITimer? _poll;

    /// <param name="files">The files to watch, asked again after each change: see
    /// <see cref="ConfigurationStore.WatchedFiles"/>.</param>
    /// <param name="reload">Called after a change. What it throws is logged, and watching goes on.</param>
    /// <param name="time">The clock of settling and polling.</param>
    /// <param name="log">Where a failed callback is told of, or null.</param>
    public ConfigurationWatcher(
        Func<ImmutableArray<string>> files,
        Func<CancellationToken, ValueTask> reload,
        TimeProvider time,
        IEdgeLog? log = null)
    {
        _files = files;
        _reload = reload;
        _time = time;
        _log = log;
        _folders = new FolderWatch(Hint);
    }

    /// <summary>Begins with the files as they are now; a second call does nothing.</summary>
    public void Start()
    {
        if (_poll is not null)
        {
            return;
        }

        _folders.Watch(_files());
        _digests.Changed(_files());
        _loop = Task.Run(() => Loop(_stop.Token));
        _poll = _time.CreateTimer(
            static w => ((ConfigurationWatcher?)w)?.Hint(),
            this, Limits.ConfigurationPoll, Limits.ConfigurationPoll);
    }

    /// <summary>Reloads also where no file differs: for SIGHUP. Returns at once, from any thread.</summary>
    public void RequestReload()
    {
        Interlocked.Exchange(ref _requested, 1);
        Hint();
    }

    public async ValueTask DisposeAsync()
    {
        if (_poll is not null)
        {
            await _poll.DisposeAsync();
        }

        await _stop.CancelAsync();
        _hints.Writer.TryComplete();
        await _loop;
        _folders.Dispose();
        _stop.Dispose();
    }

    private void Hint() => _hints.Writer.TryWrite(true);

    [Boundary("Cancellation is how the loop is stopped")]
    private async Task Loop(CancellationToken stop)
    {
        try
        {
            while (await _hints.Reader.WaitToReadAsync(stop))
            {
                while (_hints.Reader.TryRead(out _))
                {
                }

                await Once(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped; nothing is left to do.
        }
    }

    private async Task Once(CancellationToken stop)
    {
        if (!Requested())
        {
            // A busy folder may hint without end: it costs one look in this time, not more.
            await Task.Delay(Limits.ConfigurationSettle, _time, stop);
            if (!_digests.Changed(_files()) && !Requested())
            {
                return;
            }

            await Settle(stop);
        }

        do
        {
            // What changes from here on, also while the callback reads, is seen by the look after it.
            _digests.Changed(_files());
            await Call(stop);
            _folders.Watch(_files());
        }
        while (_digests.Changed(_files()));
    }

    /// <summary>Waits until a look finds what the look before it found, or for long enough.</summary>
    private async Task Settle(CancellationToken stop)
    {
        for (var looks = 0; looks < LooksUntilSettled; looks++)
        {
            await Task.Delay(Limits.ConfigurationSettle, _time, stop);
            if (!_digests.Changed(_files()))
            {
                return;
            }
        }
    }

    private bool Requested() => Interlocked.Exchange(ref _requested, 0) == 1;

    [Boundary("Whatever the callback throws must not end the watching")]
    private async Task Call(CancellationToken stop)
    {
        try
        {
            await _reload(stop);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            _log?.Write(
                LogSeverity.Error, "configuration.reload", FaultOwner.Edge,
                $"reloading failed: {e.GetType().Name}");
        }
    }
}
