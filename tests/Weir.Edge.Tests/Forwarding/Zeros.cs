namespace Weir.Edge.Tests.Forwarding;

/// <summary>A body of a given size that exists nowhere.</summary>
internal sealed class Zeros(long left) : Stream
{
    /// <summary>Reads a body to its end and says how long it was.</summary>
    public static async Task<long> CountAsync(Stream body)
    {
        var (total, buffer) = (0L, new byte[64 * 1024]);
        for (var count = 1; count > 0; total += count)
        {
            count = await body.ReadAsync(buffer);
        }

        return total;
    }

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
        var some = (int)Math.Min(count, left);
        left -= some;
        return some;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
