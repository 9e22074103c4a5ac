using System.Buffers.Binary;
using Weir.Decisions;
using Weir.Events.Queue;

namespace Weir.Events.Transport;

/// <summary>One keeper's connection on the node's side, from its greeting to its end.</summary>
internal sealed class KeeperLink
{
    private readonly FrameStream _frames;
    private readonly KeeperServerParts _parts;
    private readonly Func<bool> _flushing;
    private readonly Questions _questions;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly EventPack _pack = new();
    private readonly Silence _silence;
    private volatile bool _stateChanged = true;
    private volatile bool _submitting;
    private int _described = -1;
    private long _lastFlush;

    public KeeperLink(Stream stream, KeeperServerParts parts, Func<bool> flushing)
    {
        _parts = parts;
        _flushing = flushing;
        _silence = new Silence(parts.Time, parts.Worked);
        _questions = new Questions(parts.Time, Wake);
        _frames = new FrameStream(stream, static kind => kind is FrameKind.Hello or FrameKind.Acknowledge
            or FrameKind.Bundle or FrameKind.Report or FrameKind.Answer);
    }

    /// <summary>Whether the other side has said that it is a keeper.</summary>
    public bool Greeted { get; private set; }

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

    public Task<Outcome<string, AskFault>> AskAsync(
        string kind, string argument, TimeSpan timeout, CancellationToken stop) =>
        _questions.AskAsync(kind, argument, timeout, stop);

    /// <summary>Serves until one side is done.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<TransportFault> RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        TransportFault end;
        if (await GreetAsync(ending.Token).ConfigureAwait(false) is { } stranger)
        {
            end = stranger;
        }
        else
        {
            Greeted = true;
            _lastFlush = _parts.Time.GetTimestamp();
            _silence.Broken();
            await using var poll = _parts.Time.CreateTimer(
                static link => (link as KeeperLink)?.Wake(), this, Limits.EventPoll, Limits.EventPoll);
            var reading = ReadAsync(ending.Token);
            var sending = SendAsync(ending.Token);
            end = await (await Task.WhenAny(reading, sending).ConfigureAwait(false)).ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
            await _frames.DisposeAsync().ConfigureAwait(false);
            await Task.WhenAll(reading, sending).ConfigureAwait(false);
            _parts.Queue.KeeperGone();
        }

        Greeted = false;
        await _frames.DisposeAsync().ConfigureAwait(false);
        _questions.End();
        return stop.IsCancellationRequested
            ? new TransportFault(TransportFaultKind.Stopped, "the node stops")
            : end;
    }

    private async ValueTask<TransportFault?> GreetAsync(CancellationToken stop)
    {
        using var soon = new CancellationTokenSource(Limits.KeeperHello, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, stop);
        if (!(await _frames.ReadAsync(either.Token).ConfigureAwait(false)).Try(out var hello, out var fault))
        {
            return soon.IsCancellationRequested
                ? new TransportFault(TransportFaultKind.Stalled,
                    $"no greeting within {nameof(Limits.KeeperHello)}, {Limits.KeeperHello.TotalSeconds} s")
                : fault;
        }

        return hello.Kind == FrameKind.Hello && hello.Payload.AsSpan().SequenceEqual(Frames.Hello)
            ? null
            : new TransportFault(TransportFaultKind.Version, "the other side is no keeper of this version");
    }

    private async Task<TransportFault> ReadAsync(CancellationToken stop)
    {
        while (true)
        {
            if (!(await _frames.ReadAsync(stop).ConfigureAwait(false)).Try(out var frame, out var fault))
            {
                return fault;
            }

            var end = frame.Kind == FrameKind.Bundle
                ? await SubmitAsync(frame.Payload, stop).ConfigureAwait(false)
                : Take(frame);
            if (end is { } why)
            {
                return why;
            }
        }
    }

    private TransportFault? Take(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Acknowledge:
                return Acknowledge(frame.Payload);
            case FrameKind.Report:
                return WireJson.Read(frame.Payload, WireContext.Default.KeeperReport)
                    .Match(report => Tell(() => _parts.Node.Report(report)), static fault => fault);
            case FrameKind.Answer:
                return WireJson.Read(frame.Payload, WireContext.Default.KeeperAnswer)
                    .Match(answer => Tell(() => _questions.Answered(answer)), static fault => fault);
            case FrameKind.Unset:
            case FrameKind.State:
            case FrameKind.Columns:
            case FrameKind.Events:
            case FrameKind.Question:
            case FrameKind.SubmitAnswer:
            case FrameKind.Hello:
            case FrameKind.Bundle:
            default:
                return new TransportFault(TransportFaultKind.Malformed, $"{frame.Kind} has no place here");
        }
    }

    private TransportFault? Acknowledge(byte[] said)
    {
        if (said.Length != Frames.AcknowledgeBytes || said[^1] > 1)
        {
            return new TransportFault(TransportFaultKind.Malformed, "an acknowledgement of another size");
        }

        var sequence = BinaryPrimitives.ReadInt64LittleEndian(said);
        if (!_parts.Queue.Answered(sequence, said[^1] == 1))
        {
            return new TransportFault(
                TransportFaultKind.Malformed, $"batch {sequence} was acknowledged and is not on its way");
        }

        _silence.Broken();
        Wake();
        return said[^1] == 1 ? Tell(() => _parts.Node.Acknowledged(sequence)) : null;
    }

    private async ValueTask<TransportFault?> SubmitAsync(byte[] bundle, CancellationToken stop)
    {
        // Gates take time, and nothing is read meanwhile: whoever waits for its answer is not silent.
        _submitting = true;
        var answer = Submit(bundle);
        _silence.Broken();
        _submitting = false;
        return await WriteAsync(
            FrameKind.SubmitAnswer, WireJson.Write(answer, WireContext.Default.SubmitAnswer), default, stop)
            .ConfigureAwait(false);
    }

    [Boundary("A fault in a gate refuses the bundle; it must not end the events.")]
    private SubmitAnswer Submit(byte[] bundle)
    {
        try
        {
            return _parts.Node.Submit(bundle);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _parts.Log($"a bundle of the keeper was not taken: {e}");
            return new SubmitAnswer(false, 0, "Fault", "the node failed to check it; see its log");
        }
    }

    private async Task<TransportFault> SendAsync(CancellationToken stop)
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
        !_submitting && _parts.Queue.Unacknowledged > 0 && _silence.TooLong;

    /// <summary>State, questions, then as many batches as may be on their way.</summary>
    private async ValueTask<TransportFault?> SendWaitingAsync(CancellationToken stop)
    {
        if (_stateChanged)
        {
            _stateChanged = false;
            var state = WireJson.Write(_parts.Node.State, WireContext.Default.NodeState);
            if (await WriteAsync(FrameKind.State, state, default, stop).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }
        }

        while (_questions.TryNext(out var question))
        {
            var asked = WireJson.Write(question, WireContext.Default.KeeperQuestion);
            if (await WriteAsync(FrameKind.Question, asked, default, stop).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }
        }

        while (_parts.Queue.Unacknowledged < Limits.EventWindow && TakeBatch())
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
        if (_parts.Queue.TryTake(_pack, all: false))
        {
            return true;
        }

        if (!_flushing() && _parts.Time.GetElapsedTime(_lastFlush) < Limits.EventFlush)
        {
            return false;
        }

        // Read first: what is offered after the look has its own wait from here on.
        var looked = _parts.Time.GetTimestamp();
        if (_parts.Queue.TryTake(_pack, all: true))
        {
            return true;
        }

        _lastFlush = looked;
        return false;
    }

    private async ValueTask<TransportFault?> SendBatchAsync(CancellationToken stop)
    {
        if (_parts.Queue.Unacknowledged == 0)
        {
            _silence.Broken();
        }

        // From here on they count as sent: of a write that fails nobody knows how much has arrived.
        var sequence = _parts.Queue.Sending(_pack);
        if (_described != _pack.Columns.Id)
        {
            var columns = WireJson.Write(_pack.Columns, WireContext.Default.FeatureColumns);
            if (await WriteAsync(FrameKind.Columns, columns, default, stop).ConfigureAwait(false)
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
        return await WriteAsync(FrameKind.Events, head, _pack.Bytes, stop).ConfigureAwait(false);
    }

    private async ValueTask<TransportFault?> WriteAsync(
        FrameKind kind, ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> rest, CancellationToken stop)
    {
        // A keeper that has its hands full does not read; whether that is too long is for its silence to say.
        var untaken = new Silence(_parts.Time, _parts.Worked);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var watch = _parts.Time.CreateTimer(
            _ => EndIfTooLong(untaken, soon), null, Limits.KeeperStall, Limits.EventFlush);
        return await _frames.WriteAsync(kind, first, rest, soon.Token).ConfigureAwait(false);
    }

    [Boundary("A clock may still call while the write that it watches comes to its end.")]
    private static void EndIfTooLong(Silence untaken, CancellationTokenSource soon)
    {
        try
        {
            if (untaken.TooLong)
            {
                soon.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // The write is over.
        }
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

    [Boundary("A fault of the node in what the keeper tells must not end the events.")]
    private TransportFault? Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _parts.Log($"what the keeper told was not taken: {e}");
        }

        return null;
    }
}
