using System.Buffers.Binary;
using Weir.Decisions;
using Weir.Events.Queue;

namespace Weir.Events.Transport;

/// <summary>
/// What goes to one keeper: the node's state when it changes, questions, and batches, only so many beyond
/// what was acknowledged. Says when the keeper has been silent for too long.
/// </summary>
/// <param name="writer">To the keeper.</param>
/// <param name="parts">Of the node.</param>
/// <param name="questions">What waits to be asked.</param>
/// <param name="flushing">Whether everything has to go now.</param>
internal sealed class KeeperSender(
    WatchedWriter writer, KeeperServerParts parts, Questions questions, Func<bool> flushing)
{
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly EventPack _pack = new();
    private readonly Silence _silence = new(parts.Time, parts.Worked);
    private volatile bool _stateChanged = true;
    private volatile bool _awaited;
    private int _described = -1;
    private long _lastFlush;

    /// <summary>The keeper is there: its time runs from now on.</summary>
    public void Begin()
    {
        _lastFlush = parts.Time.GetTimestamp();
        _silence.Broken();
    }

    /// <summary>The keeper gave one.</summary>
    public void Sign() => _silence.Broken();

    /// <summary>While the keeper waits for the node it is not silent.</summary>
    public void Awaited(bool awaits)
    {
        if (!awaits)
        {
            _silence.Broken();
        }

        _awaited = awaits;
    }

    public void StateChanged()
    {
        _stateChanged = true;
        Wake();
    }

    public void Wake()
    {
        // Two at once may find it asleep; the second has nothing to add.
        lock (_wake)
        {
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    /// <summary>Until the connection ends.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<TransportFault> RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await SendWaitingAsync(stop).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }

            if (Stalled())
            {
                return new TransportFault(TransportFaultKind.Stalled,
                    $"batches were sent and none acknowledged for {nameof(Limits.KeeperStall)}, "
                    + $"{Limits.KeeperStall.TotalSeconds} s");
            }

            await SleepAsync(stop).ConfigureAwait(false);
        }

        return new TransportFault(TransportFaultKind.Stopped, "the connection ends");
    }

    private bool Stalled() =>
        !_awaited && parts.Queue.Unacknowledged > 0 && _silence.TooLong;

    /// <summary>State, questions, then as many batches as may be on their way.</summary>
    private async ValueTask<TransportFault?> SendWaitingAsync(CancellationToken stop)
    {
        if (_stateChanged)
        {
            _stateChanged = false;
            var state = WireJson.Write(parts.Node.State, WireContext.Default.NodeState);
            if (await writer.WriteAsync(FrameKind.State, state, default, stop).ConfigureAwait(false)
                is { } fault)
            {
                return fault;
            }
        }

        while (questions.TryNext(out var question))
        {
            var asked = WireJson.Write(question, WireContext.Default.KeeperQuestion);
            if (await writer.WriteAsync(FrameKind.Question, asked, default, stop).ConfigureAwait(false)
                is { } fault)
            {
                return fault;
            }
        }

        while (parts.Queue.Unacknowledged < Limits.EventWindow && TakeBatch())
        {
            if (await SendBatchAsync(stop).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private bool TakeBatch()
    {
        if (parts.Queue.TryTake(_pack, all: false))
        {
            return true;
        }

        if (!flushing() && parts.Time.GetElapsedTime(_lastFlush) < Limits.EventFlush)
        {
            return false;
        }

        // Read first: what is offered after the look has its own wait from here on.
        var looked = parts.Time.GetTimestamp();
        if (parts.Queue.TryTake(_pack, all: true))
        {
            return true;
        }

        _lastFlush = looked;
        return false;
    }

    private async ValueTask<TransportFault?> SendBatchAsync(CancellationToken stop)
    {
        if (parts.Queue.Unacknowledged == 0)
        {
            _silence.Broken();
        }

        // From here on they count as sent: of a write that fails nobody knows how much has arrived.
        var sequence = parts.Queue.Sending(_pack);
        if (_described != _pack.Columns.Id)
        {
            var columns = WireJson.Write(_pack.Columns, WireContext.Default.FeatureColumns);
            if (await writer.WriteAsync(FrameKind.Columns, columns, default, stop).ConfigureAwait(false)
                is { } fault)
            {
                return fault;
            }

            _described = _pack.Columns.Id;
        }

        var head = new byte[Frames.EventsHead];
        BinaryPrimitives.WriteInt64LittleEndian(head, sequence);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(sizeof(long)), _pack.Columns.Id);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(sizeof(long) + sizeof(int)), _pack.Count);
        return await writer.WriteAsync(FrameKind.Events, head, _pack.Bytes, stop).ConfigureAwait(false);
    }

    [Boundary("Being woken by the end is no fault.")]
    private async ValueTask SleepAsync(CancellationToken stop)
    {
        try
        {
            await _wake.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The caller looks at the token next.
        }
    }
}
