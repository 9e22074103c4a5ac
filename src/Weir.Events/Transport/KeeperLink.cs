using System.Buffers.Binary;
using Weir.Decisions;

namespace Weir.Events.Transport;

/// <summary>One keeper's connection on the node's side, from its greeting to its end.</summary>
internal sealed class KeeperLink
{
    private readonly FrameStream _frames;
    private readonly WatchedWriter _writer;
    private readonly KeeperServerParts _parts;
    private readonly Questions _questions;
    private readonly KeeperSender _sender;

    public KeeperLink(Stream stream, KeeperServerParts parts, Func<bool> flushing)
    {
        _parts = parts;
        _questions = new Questions(parts.Time, Wake);
        _frames = new FrameStream(stream, static kind => kind is FrameKind.Hello or FrameKind.Acknowledge
            or FrameKind.Bundle or FrameKind.Report or FrameKind.Answer);
        _writer = new WatchedWriter(_frames, parts.Time, parts.Worked);
        _sender = new KeeperSender(_writer, parts, _questions, flushing);
    }

    /// <summary>Whether the other side has said that it is a keeper.</summary>
    public bool Greeted { get; private set; }

    public void StateChanged() => _sender.StateChanged();

    public void Wake() => _sender.Wake();

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
            _sender.Begin();
            await using var poll = _parts.Time.CreateTimer(
                static link => (link as KeeperLink)?.Wake(), this, Limits.EventPoll, Limits.EventPoll);
            var reading = ReadAsync(ending.Token);
            var sending = _sender.RunAsync(ending.Token);
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

        _sender.Sign();
        Wake();
        return said[^1] == 1 ? Tell(() => _parts.Node.Acknowledged(sequence)) : null;
    }

    private async ValueTask<TransportFault?> SubmitAsync(byte[] bundle, CancellationToken stop)
    {
        // Gates take time, and nothing is read meanwhile: whoever waits for its answer is not silent.
        _sender.Awaited(true);
        var answer = Submit(bundle);
        _sender.Awaited(false);
        return await _writer.WriteAsync(
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
