using System.Net.Sockets;

namespace Weir.Edge.Tests.Tls;

/// <summary>
/// Stands under a TLS client and sends its hello in another framing. No handshake notices: what both
/// sides hash are the messages, not the records they came in (RFC 8446, section 4.4.1).
/// </summary>
internal sealed class FramingStream(Socket socket, Framing framing) : Stream
{
    private const int AnswerBytes = 1024;

    private readonly NetworkStream _inner = new(socket, ownsSocket: true);
    private readonly List<byte> _answer = [];
    private byte[]? _message;

    /// <summary>The hello as it was framed by nobody: a handshake message without record headers.</summary>
    public byte[] Message => _message ?? [];

    /// <summary>The first bytes that came back; the gateway's hello is within them.</summary>
    public byte[] Answer => [.. _answer];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_message is not null)
        {
            await _inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        _message = Framing.Payload(buffer.Span);
        foreach (var segment in framing.Send(_message))
        {
            await _inner.WriteAsync(segment, cancellationToken);
        }
    }

    public override Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _inner.ReadAsync(buffer, cancellationToken);
        if (_answer.Count < AnswerBytes)
        {
            _answer.AddRange(buffer.Span[..count]);
        }

        return count;
    }

    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        base.Dispose(disposing);
    }
}
