using System.Buffers.Binary;
using Weir.Decisions;

namespace Weir.Events.Transport;

/// <summary>
/// Frames over a stream: one reader at a time, any number of writers. A write that fails or is given up
/// leaves half a frame behind, so whoever sees one closes the connection.
/// </summary>
/// <param name="stream">Owned.</param>
/// <param name="accepts">Which kinds the other side may send; anything else ends the reading.</param>
internal sealed class FrameStream(Stream stream, Func<FrameKind, bool> accepts) : IAsyncDisposable
{
    // What a length alone may take before any of the bytes are there.
    private const int FirstRoom = 64 * 1024;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly byte[] _head = new byte[Frames.HeadBytes];

    [Boundary("A stream tells by exceptions that the other side is gone or that waiting was given up.")]
    public async ValueTask<Outcome<Frame, TransportFault>> ReadAsync(CancellationToken stop)
    {
        try
        {
            await stream.ReadExactlyAsync(_head, stop).ConfigureAwait(false);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(_head);
            var kind = (FrameKind)_head[sizeof(uint)];
            if (!accepts(kind))
            {
                return Fail(TransportFaultKind.Malformed, $"a frame of kind {(int)kind} has no place here");
            }

            var bound = Frames.Bound(kind);
            return length > bound
                ? Fail(TransportFaultKind.TooLarge,
                    $"{kind} of {length} bytes; {Frames.BoundName(kind)} is {bound}")
                : Outcome<Frame, TransportFault>.Ok(
                    new Frame(kind, await PayloadAsync((int)length, stop).ConfigureAwait(false)));
        }
        catch (OperationCanceledException)
        {
            return Fail(TransportFaultKind.Stopped, "reading was given up");
        }
        catch (EndOfStreamException)
        {
            return Fail(TransportFaultKind.Closed, "the other side closed the connection, or ended");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return Fail(TransportFaultKind.Closed, e.Message);
        }
    }

    /// <returns>Null when it was written.</returns>
    [Boundary("A stream tells by exceptions that the other side is gone or that waiting was given up.")]
    public async ValueTask<TransportFault?> WriteAsync(
        FrameKind kind, ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> rest, CancellationToken stop)
    {
        var length = (long)first.Length + rest.Length;
        if (length > Frames.Bound(kind))
        {
            return new TransportFault(TransportFaultKind.TooLarge,
                $"{kind} of {length} bytes; {Frames.BoundName(kind)} is {Frames.Bound(kind)}");
        }

        var entered = false;
        try
        {
            await _writing.WaitAsync(stop).ConfigureAwait(false);
            entered = true;
            var head = new byte[Frames.HeadBytes + first.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)length);
            head[sizeof(uint)] = (byte)kind;
            first.CopyTo(head.AsMemory(Frames.HeadBytes));
            await stream.WriteAsync(head, stop).ConfigureAwait(false);
            await stream.WriteAsync(rest, stop).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return new TransportFault(TransportFaultKind.Stalled, $"{kind} was not taken in time");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return new TransportFault(TransportFaultKind.Closed, e.Message);
        }
        finally
        {
            if (entered)
            {
                _writing.Release();
            }
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>Memory grows with the bytes that have come, never with a length that was only said.</summary>
    private async ValueTask<byte[]> PayloadAsync(int length, CancellationToken stop)
    {
        var payload = new byte[Math.Min(length, FirstRoom)];
        var read = 0;
        while (read < length)
        {
            if (read == payload.Length)
            {
                Array.Resize(ref payload, (int)Math.Min(length, 2L * payload.Length));
            }

            await stream.ReadExactlyAsync(payload.AsMemory(read), stop).ConfigureAwait(false);
            read = payload.Length;
        }

        return payload;
    }

    private static Outcome<Frame, TransportFault> Fail(TransportFaultKind kind, string detail) =>
        Outcome<Frame, TransportFault>.Fail(new TransportFault(kind, detail));
}
