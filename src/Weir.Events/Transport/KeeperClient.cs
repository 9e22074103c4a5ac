using System.Buffers.Binary;
using System.Net.Sockets;
using System.Threading.Channels;
using Weir.Decisions;
using Weir.Events.Schema;

namespace Weir.Events.Transport;

/// <summary>
/// The keeper's end of the wire. It reads by itself, so that an answer comes also while nobody reads
/// messages; what waits for <see cref="ReadAsync"/> is bounded by the node's window of batches and of
/// questions.
/// </summary>
public sealed class KeeperClient : IAsyncDisposable
{
    private readonly FrameStream _frames;
    private readonly Channel<KeeperMessage> _messages = Channel.CreateUnbounded<KeeperMessage>();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _submitting = new(1, 1);
    private readonly Queue<FeatureColumns> _columns = new();
    private readonly Task _pump;
    private volatile TaskCompletionSource<Outcome<SubmitAnswer, TransportFault>>? _submitted;
    private volatile KeeperMessage.Closed? _closed;

    private KeeperClient(Stream stream)
    {
        _frames = new FrameStream(stream, static kind => kind is FrameKind.State or FrameKind.Columns
            or FrameKind.Events or FrameKind.Question or FrameKind.SubmitAnswer);
        _pump = Task.Run(PumpAsync);
    }

    /// <param name="path">Of the socket: <see cref="UnixPath.In"/> the data folder.</param>
    /// <param name="stop">Ends waiting.</param>
    [Boundary("A socket tells by exceptions that nobody listens.")]
    public static async ValueTask<Outcome<KeeperClient, TransportFault>> ConnectAsync(
        string path, CancellationToken stop)
    {
        if (UnixPath.Check(path) is { } tooLong)
        {
            return Outcome<KeeperClient, TransportFault>.Fail(tooLong);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            return Outcome<KeeperClient, TransportFault>.Fail(
                new TransportFault(
                    TransportFaultKind.Unavailable,
                    e is SocketException { SocketErrorCode: SocketError.AccessDenied }
                        ? $"{path} may not be used by this user"
                        : $"no node listens on {path}"));
        }

        var client = new KeeperClient(new NetworkStream(socket, ownsSocket: true));
        var hello = Frames.Hello.ToArray();
        if (await client.WriteAsync(FrameKind.Hello, hello, stop).ConfigureAwait(false) is { } fault)
        {
            await client.DisposeAsync().ConfigureAwait(false);
            return Outcome<KeeperClient, TransportFault>.Fail(fault);
        }

        return Outcome<KeeperClient, TransportFault>.Ok(client);
    }

    /// <summary>
    /// The next message; <see cref="KeeperMessage.Closed"/> at the end and from then on, and where
    /// waiting was
    /// given up.
    /// </summary>
    [Boundary("Waiting tells by an exception that it was given up.")]
    public async ValueTask<KeeperMessage> ReadAsync(CancellationToken stop)
    {
        try
        {
            while (await _messages.Reader.WaitToReadAsync(stop).ConfigureAwait(false))
            {
                if (_messages.Reader.TryRead(out var message))
                {
                    return message;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return new KeeperMessage.Closed(GivenUp);
        }

        return _closed ?? new KeeperMessage.Closed(
            new TransportFault(TransportFaultKind.Closed, "the connection has ended"));
    }

    /// <summary>Says what became of a batch; the node sends only so many beyond what was said.</summary>
    /// <param name="sequence">Of the batch.</param>
    /// <param name="stored">False where it could not be stored and never will be.</param>
    /// <param name="stop">Ends waiting, and with it the connection.</param>
    /// <returns>Null when it was said.</returns>
    public ValueTask<TransportFault?> AcknowledgeAsync(long sequence, bool stored, CancellationToken stop)
    {
        var said = new byte[Frames.AcknowledgeBytes];
        BinaryPrimitives.WriteInt64LittleEndian(said, sequence);
        said[sizeof(long)] = stored ? (byte)1 : (byte)0;
        return WriteAsync(FrameKind.Acknowledge, said, stop);
    }

    /// <summary>Gives the node a bundle and waits for what becomes of it.</summary>
    [Boundary("Waiting tells by an exception that it was given up.")]
    public async ValueTask<Outcome<SubmitAnswer, TransportFault>> SubmitAsync(
        ReadOnlyMemory<byte> bundle, CancellationToken stop)
    {
        var entered = false;
        try
        {
            await _submitting.WaitAsync(stop).ConfigureAwait(false);
            entered = true;
            return await SubmitOneAsync(bundle, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // An answer that comes later would be taken for that of the next bundle.
            await _frames.DisposeAsync().ConfigureAwait(false);
            return Outcome<SubmitAnswer, TransportFault>.Fail(GivenUp);
        }
        finally
        {
            if (entered)
            {
                _submitted = null;
                _submitting.Release();
            }
        }
    }

    /// <returns>Null when it was said.</returns>
    public ValueTask<TransportFault?> ReportAsync(KeeperReport report, CancellationToken stop) =>
        WriteAsync(FrameKind.Report, WireJson.Write(report, WireContext.Default.KeeperReport), stop);

    /// <returns>Null when it was said.</returns>
    public ValueTask<TransportFault?> AnswerAsync(KeeperAnswer answer, CancellationToken stop) =>
        WriteAsync(FrameKind.Answer, WireJson.Write(answer, WireContext.Default.KeeperAnswer), stop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _frames.DisposeAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async ValueTask<Outcome<SubmitAnswer, TransportFault>> SubmitOneAsync(
        ReadOnlyMemory<byte> bundle, CancellationToken stop)
    {
        var answer = new TaskCompletionSource<Outcome<SubmitAnswer, TransportFault>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        _submitted = answer;
        if (await WriteAsync(FrameKind.Bundle, bundle, stop).ConfigureAwait(false) is { } fault)
        {
            return Outcome<SubmitAnswer, TransportFault>.Fail(fault);
        }

        // The end may have come before there was anybody to tell of it.
        return _closed is { } closed
            ? Outcome<SubmitAnswer, TransportFault>.Fail(closed.Why)
            : await answer.Task.WaitAsync(stop).ConfigureAwait(false);
    }

    private ValueTask<TransportFault?> WriteAsync(
        FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken stop) =>
        _frames.WriteAsync(kind, payload, default, stop);

    private async Task PumpAsync()
    {
        TransportFault? end = null;
        while (end is null)
        {
            end = (await _frames.ReadAsync(_stop.Token).ConfigureAwait(false))
                .Match(Take, static fault => fault);
        }

        await _frames.DisposeAsync().ConfigureAwait(false);
        _closed = new KeeperMessage.Closed(end.Value);
        _messages.Writer.TryWrite(_closed);
        _messages.Writer.TryComplete();
        _submitted?.TrySetResult(Outcome<SubmitAnswer, TransportFault>.Fail(end.Value));
    }

    private TransportFault? Take(Frame frame) => frame.Kind switch
    {
        FrameKind.State => Read(frame, WireContext.Default.NodeState, state =>
            _messages.Writer.TryWrite(new KeeperMessage.State(state))),
        FrameKind.Question => Read(frame, WireContext.Default.KeeperQuestion, question =>
            _messages.Writer.TryWrite(new KeeperMessage.Question(question))),
        FrameKind.SubmitAnswer => Read(frame, WireContext.Default.SubmitAnswer, answer =>
            _submitted?.TrySetResult(Outcome<SubmitAnswer, TransportFault>.Ok(answer))),
        FrameKind.Columns => Read(frame, WireContext.Default.FeatureColumns, Describe),
        FrameKind.Events => TakeEvents(frame.Payload),
        FrameKind.Unset or FrameKind.Hello or FrameKind.Acknowledge or FrameKind.Bundle or FrameKind.Report
            or FrameKind.Answer => Malformed($"{frame.Kind}"),
        _ => Malformed($"{frame.Kind}"),
    };

    private void Describe(FeatureColumns columns)
    {
        if (_columns.Count == Limits.EventFeatureSets)
        {
            _columns.Dequeue();
        }

        _columns.Enqueue(columns);
    }

    private TransportFault? TakeEvents(byte[] payload)
    {
        if (payload.Length < Frames.EventsHead)
        {
            return Malformed("a batch without its head");
        }

        var set = BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(sizeof(long)));
        if (_columns.FirstOrDefault(one => one.Id == set) is not { } columns)
        {
            return Malformed($"a batch of feature set {set}, which was not described");
        }

        _messages.Writer.TryWrite(new KeeperMessage.Events(new EventBatch(
            BinaryPrimitives.ReadInt64LittleEndian(payload),
            columns,
            BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(sizeof(long) + sizeof(int))),
            payload.AsMemory(Frames.EventsHead))));
        return null;
    }

    private static TransportFault? Read<T>(
        Frame frame, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Action<T> take)
        where T : notnull =>
        WireJson.Read(frame.Payload, type).Match<TransportFault?>(
            value =>
            {
                take(value);
                return null;
            },
            static fault => fault);

    private static TransportFault GivenUp => new(TransportFaultKind.Stopped, "waiting was given up");

    private static TransportFault? Malformed(string detail) => new(TransportFaultKind.Malformed, detail);
}
