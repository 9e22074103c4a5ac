using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Weir.Decisions;
using Weir.Decisions.Signals;

namespace Weir.Edge.Capture;

/// <summary>
/// Stands between Kestrel and the transport of an HTTP/2 connection and keeps its first bytes, up to
/// the end of the first header block. It looks when bytes are <em>read</em>, not when they are
/// consumed: Kestrel starts a stream on another thread before it advances past the frame. Once the
/// opening is complete, or cannot be, this is a plain pass-through.
/// </summary>
internal sealed class Http2Tape(PipeReader inner) : PipeReader
{
    private const int FirstRent = 4096;

    private byte[] _bytes = [];
    private int _length;

    // Bytes of the current read that an earlier read already showed us.
    private long _seen;
    private bool _done;
    private ReadOnlySequence<byte> _current;
    private volatile Http2Opening? _opening;

    /// <summary>
    /// Null until the first header block has arrived, and for good where it cannot be read.
    /// </summary>
    public Http2Opening? Opening => _opening;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        if (_done)
        {
            return read;
        }

        return AwaitAndLook(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        if (!_done)
        {
            Look(result);
        }

        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_done)
        {
            _seen -= _current.Slice(_current.Start, consumed).Length;
            _current = default;
        }

        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        Finish(null);
        inner.Complete(exception);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAndLook(ValueTask<ReadResult> read) =>
        Look(await read.ConfigureAwait(false));

    private ReadResult Look(ReadResult result)
    {
        _current = result.Buffer;
        if (result.Buffer.Length <= _seen)
        {
            return result;
        }

        var fresh = result.Buffer.Slice(_seen);
        if (_length + fresh.Length > Limits.Http2OpeningBytes)
        {
            Finish(null);
            return result;
        }

        Append(fresh);
        _seen = result.Buffer.Length;
        switch (Http2Opening.Read(_bytes.AsSpan(0, _length), out var opening))
        {
            case Http2OpeningStatus.NeedMore:
                break;
            case Http2OpeningStatus.Complete:
                Finish(opening);
                break;
            case Http2OpeningStatus.Unset:
            case Http2OpeningStatus.NotHttp2:
            case Http2OpeningStatus.Malformed:
            case Http2OpeningStatus.TooLarge:
            default:
                Finish(null);
                break;
        }

        return result;
    }

    private void Append(in ReadOnlySequence<byte> fresh)
    {
        var needed = _length + (int)fresh.Length;
        if (needed > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, FirstRent));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            Release();
            _bytes = larger;
        }

        fresh.CopyTo(_bytes.AsSpan(_length));
        _length = needed;
    }

    private void Finish(Http2Opening? opening)
    {
        if (_done)
        {
            return;
        }

        _opening = opening;
        _done = true;
        _current = default;
        Release();
    }

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
    }
}
