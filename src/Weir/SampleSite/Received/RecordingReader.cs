using System.Buffers;
using System.IO.Pipelines;

namespace Weir.Cli.SampleSite.Received;

/// <summary>A reader that keeps the bytes consumed through it last, at most a given number.</summary>
internal sealed class RecordingReader(PipeReader inner, int limit) : PipeReader
{
    private ReadOnlySequence<byte> _offered;
    private byte[] _kept = [];
    private int _count;
    private bool _paused;

    /// <summary>What was consumed last, oldest first.</summary>
    public ReadOnlySpan<byte> Consumed => _kept.AsSpan(0, _count);

    /// <summary>Keeps what is there and adds nothing.</summary>
    public void Pause() => _paused = true;

    /// <summary>Starts afresh.</summary>
    public void Resume()
    {
        _count = 0;
        _paused = false;
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken);
        _offered = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        var any = inner.TryRead(out result);
        if (any)
        {
            _offered = result.Buffer;
        }

        return any;
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        Keep(consumed);
        inner.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Keep(consumed);
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private void Keep(SequencePosition consumed)
    {
        // Before AdvanceTo: afterwards the memory belongs to somebody else.
        var bytes = _offered.Slice(0, consumed);
        _offered = default;
        if (_paused || bytes.IsEmpty)
        {
            return;
        }

        if (bytes.Length >= limit)
        {
            bytes = bytes.Slice(bytes.Length - limit);
            _count = 0;
        }

        var length = (int)bytes.Length;
        MakeRoom(length);
        bytes.CopyTo(_kept.AsSpan(_count));
        _count += length;
    }

    private void MakeRoom(int length)
    {
        if (_count + length > limit)
        {
            // The oldest go; what is asked for is always at the end.
            var stay = limit - length;
            _kept.AsSpan(_count - stay, stay).CopyTo(_kept);
            _count = stay;
        }

        if (_count + length > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Min(limit, Math.Max(4_096, 2 * (_count + length))));
        }
    }
}
