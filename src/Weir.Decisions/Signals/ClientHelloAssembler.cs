using System.Buffers;

namespace Weir.Decisions.Signals;

/// <summary>
/// Puts a ClientHello together that may be split over TLS records and TCP segments in any way
/// (RFC 8446, section 5.1 allows one byte a record), and consumes nothing: the TLS stack reads the same
/// bytes again. One instance per connection remembers where it stopped, so every received byte is
/// walked once, however small the segments are; the copy it keeps grows with what was sent, never with
/// what a length field claims.
/// </summary>
public sealed class ClientHelloAssembler
{
    private const byte HandshakeRecord = 22;
    private const byte ClientHelloMessage = 1;
    private const byte TlsMajorVersion = 3;
    private const int RecordHeaderBytes = 5;
    private const int HandshakeHeaderBytes = 4;

    /// <summary>RFC 8446, section 5.1: a plaintext record holds at most 2^14 bytes.</summary>
    private const int RecordPayloadBytes = 1 << 14;

    private byte[] _message = [];
    private int _length;
    private int _walked;
    private int _headerBytes;
    private byte _recordLengthHigh;
    private int _payloadLeft;

    public AssemblyStatus Status { get; private set; }

    /// <summary>The handshake message with its four-byte header, and nothing until it is complete.</summary>
    public ReadOnlySpan<byte> Message =>
        Status == AssemblyStatus.Complete ? _message.AsSpan(0, _length) : default;

    /// <summary>Bytes looked at so far, record headers included.</summary>
    public int Walked => _walked;

    /// <summary>
    /// Takes everything received since the connection began, each time a little more of it.
    /// </summary>
    public AssemblyStatus Advance(in ReadOnlySequence<byte> received)
    {
        if (received.Length <= _walked)
        {
            return Status = Status == AssemblyStatus.Unset ? AssemblyStatus.NeedMore : Status;
        }

        foreach (var segment in received.Slice(_walked))
        {
            if (Append(segment.Span) != AssemblyStatus.NeedMore)
            {
                break;
            }
        }

        return Status;
    }

    /// <summary>Takes the bytes that follow those of the calls before.</summary>
    public AssemblyStatus Append(ReadOnlySpan<byte> next)
    {
        if (Status is not (AssemblyStatus.Unset or AssemblyStatus.NeedMore))
        {
            return Status;
        }

        Status = AssemblyStatus.NeedMore;
        while (!next.IsEmpty && Status == AssemblyStatus.NeedMore)
        {
            var taken = _payloadLeft > 0 ? TakePayload(next) : TakeHeaderByte(next[0]);
            _walked += taken;
            next = next[taken..];
            if (Status == AssemblyStatus.NeedMore && _walked >= Limits.ClientHelloBytes)
            {
                Status = AssemblyStatus.TooLarge;
            }
        }

        return Status;
    }

    /// <summary>
    /// The same in one go, for bytes that are all there: writes the handshake message when complete.
    /// Where bytes are still to come, keep an instance and call <see cref="Advance"/> instead.
    /// </summary>
    public static AssemblyStatus Assemble(in ReadOnlySequence<byte> received, IBufferWriter<byte> message)
    {
        var assembler = new ClientHelloAssembler();
        var status = assembler.Advance(received);
        if (status == AssemblyStatus.Complete)
        {
            message.Write(assembler.Message);
        }

        return status;
    }

    // Type, two bytes of version (only the major one counts: the minor is any), two bytes of length.
    private int TakeHeaderByte(byte value)
    {
        switch (_headerBytes)
        {
            case 0 when value != HandshakeRecord:
            case 1 when value != TlsMajorVersion:
                Status = _length == 0 ? AssemblyStatus.NotTls : AssemblyStatus.Malformed;
                return 1;
            case 3:
                _recordLengthHigh = value;
                break;
            case 4:
                _payloadLeft = (_recordLengthHigh << 8) | value;
                if (_payloadLeft is 0 or > RecordPayloadBytes)
                {
                    Status = AssemblyStatus.Malformed;
                    return 1;
                }

                break;
            default:
                break;
        }

        _headerBytes = (_headerBytes + 1) % RecordHeaderBytes;
        return 1;
    }

    private int TakePayload(ReadOnlySpan<byte> next)
    {
        // Until the message says how long it is, take no more than its header; and never step over the
        // limit, so that the answer does not depend on where the segments end.
        var wanted = Math.Min(Expected() - _length, Limits.ClientHelloBytes - _walked);
        var taken = Math.Min(Math.Min(_payloadLeft, wanted), next.Length);
        Keep(next[..taken]);
        _payloadLeft -= taken;

        if (_message[0] != ClientHelloMessage)
        {
            Status = AssemblyStatus.NotClientHello;
        }
        else if (Expected() > Limits.ClientHelloBytes)
        {
            Status = AssemblyStatus.TooLarge;
        }
        else if (_length >= HandshakeHeaderBytes && _length == Expected())
        {
            Status = AssemblyStatus.Complete;
        }

        return taken;
    }

    private int Expected() => _length < HandshakeHeaderBytes
        ? HandshakeHeaderBytes
        : HandshakeHeaderBytes + ((_message[1] << 16) | (_message[2] << 8) | _message[3]);

    private void Keep(ReadOnlySpan<byte> part)
    {
        var needed = _length + part.Length;
        if (needed > _message.Length)
        {
            Array.Resize(ref _message, Math.Max(needed, Math.Max(512, _message.Length * 2)));
        }

        part.CopyTo(_message.AsSpan(_length));
        _length = needed;
    }
}
