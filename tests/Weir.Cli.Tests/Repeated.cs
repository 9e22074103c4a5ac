namespace Weir.Cli.Tests;

/// <summary>A stream that is one piece over and over, and no longer in memory than the piece.</summary>
internal sealed class Repeated(byte[] piece, int times) : Stream
{
    private long _left = (long)piece.Length * times;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var now = (int)Math.Min(Math.Min(count, piece.Length), _left);
        piece.AsSpan(0, now).CopyTo(buffer.AsSpan(offset));
        _left -= now;
        return now;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
