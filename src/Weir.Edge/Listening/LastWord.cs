using System.IO.Pipelines;

namespace Weir.Edge.Listening;

/// <summary>
/// Stands between Kestrel and the output of an HTTP/1 connection, and passes everything through, until an
/// answer of ours takes the place of Kestrel's last one: what Kestrel then writes goes nowhere. Kestrel
/// clears every field of the answers that it makes for requests it refuses, so they cannot be added to.
/// </summary>
internal sealed class LastWord(PipeWriter inner) : PipeWriter
{
    private byte[]? _nowhere;

    /// <summary>Called by the thread that is about to write Kestrel's answer, before it does.</summary>
    public void Say(ReadOnlySpan<byte> answer)
    {
        answer.CopyTo(inner.GetSpan(answer.Length));
        inner.Advance(answer.Length);
        _nowhere = new byte[4096];
    }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override void Advance(int bytes)
    {
        if (_nowhere is null)
        {
            inner.Advance(bytes);
        }
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) =>
        _nowhere is null ? inner.GetMemory(sizeHint) : Nowhere(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) =>
        _nowhere is null ? inner.GetSpan(sizeHint) : Nowhere(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        inner.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _nowhere is null ? inner.WriteAsync(source, cancellationToken) : inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private byte[] Nowhere(int sizeHint)
    {
        if (_nowhere is null || _nowhere.Length < sizeHint)
        {
            _nowhere = new byte[Math.Max(sizeHint, 4096)];
        }

        return _nowhere;
    }
}
