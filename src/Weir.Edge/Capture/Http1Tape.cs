using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Weir.Edge.Capture;

/// <summary>
/// Stands between Kestrel and the transport of an HTTP/1 connection and remembers the bytes that
/// Kestrel <em>consumes</em> between two requests: whatever was left of the previous body, then the
/// header block of the next request, which therefore ends the tape when that request enters.
/// Nothing is recorded while a request runs, so bodies cost nothing, and the memory goes back to the
/// pool, so an idle connection holds none.
/// </summary>
internal sealed class Http1Tape(PipeReader inner, int capacity) : PipeReader
{
    private const int FirstRent = 2048;

    private ReadOnlySequence<byte> _current;
    private bool _holdsCurrent;
    private bool _recording = true;
    private byte[] _bytes = [];
    private int _length;

    /// <summary>
    /// What was consumed since the last request ended; ends with this request's header block.
    /// </summary>
    public ReadOnlySpan<byte> Consumed => _bytes.AsSpan(0, _length);

    /// <summary>A request enters: what follows is its body.</summary>
    public void Suspend() => _recording = false;

    /// <summary>Whether a request is running.</summary>
    public bool Suspended => !_recording;

    /// <summary>The request left: forget its header block and listen for the next.</summary>
    public void Resume()
    {
        Release();
        _recording = true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // Bytes of a read that began while a request ran belong to its body: never part of a header block.
        if (_recording && _holdsCurrent)
        {
            Record(_current.Slice(_current.Start, consumed));
        }

        _holdsCurrent = false;
        _current = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        if (!_recording)
        {
            return read;
        }

        return AwaitAndHold(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        if (_recording)
        {
            Hold(result);
        }

        return true;
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        Release();
        inner.Complete(exception);
    }

    // Pooled, because every wait for the next request of a connection passes here.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAndHold(ValueTask<ReadResult> read) =>
        Hold(await read.ConfigureAwait(false));

    private ReadResult Hold(ReadResult result)
    {
        _current = result.Buffer;
        _holdsCurrent = true;
        return result;
    }

    private void Record(in ReadOnlySequence<byte> consumed)
    {
        // Of a long tail only the end can be a header block.
        var tail = consumed.Length > capacity ? consumed.Slice(consumed.Length - capacity) : consumed;
        foreach (var memory in tail)
        {
            Append(memory.Span);
        }
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > capacity)
        {
            var kept = capacity - part.Length;
            _bytes.AsSpan(_length - kept, kept).CopyTo(_bytes);
            _length = kept;
        }

        if (_length + part.Length > _bytes.Length)
        {
            Grow(_length + part.Length);
        }

        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, FirstRent));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        _length = 0;
    }
}
