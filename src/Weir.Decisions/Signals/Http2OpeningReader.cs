using System.Runtime.InteropServices;
using Weir.Decisions.Signals.Hpack;

namespace Weir.Decisions.Signals;

/// <summary>
/// One pass over the opening of an HTTP/2 connection (RFC 9113, sections 3.4 and 4 to 6). Of the header
/// block it notes where the fragments lie, and copies and decodes them only when the last one is there.
/// </summary>
internal ref struct Http2OpeningReader
{
    private const int LargestFrame = 1 << 14;
    private const int SettingBytes = 6;
    private const int PriorityBytes = 5;
    private const int WindowUpdateBytes = 4;
    private const byte Ack = 0x1;
    private const byte EndHeaders = 0x4;
    private const byte Padded = 0x8;
    private const byte HasPriority = 0x20;
    private const uint StreamMask = 0x7fffffff;

    private readonly ReadOnlySpan<byte> _seen;
    private readonly List<(int Start, int Length)> _fragments = [];
    private int _headersStream;
    private bool _settingsSeen;

    public Http2OpeningReader(ReadOnlySpan<byte> received) =>
        // What is beyond the limit is not looked at; an opening that ends before it is complete anyway.
        _seen = received.Length > Limits.Http2OpeningBytes ? received[..Limits.Http2OpeningBytes] : received;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public Http2OpeningParts Parts { get; } = new();

    public Http2OpeningStatus Read()
    {
        if (_seen.Length < Preface.Length)
        {
            return Preface.StartsWith(_seen) ? Http2OpeningStatus.NeedMore : Http2OpeningStatus.NotHttp2;
        }

        if (!_seen.StartsWith(Preface))
        {
            return Http2OpeningStatus.NotHttp2;
        }

        var reader = new WireReader(_seen[Preface.Length..]);
        for (var frames = 0; frames < Limits.Http2OpeningFrames; frames++)
        {
            var status = TryFrame(ref reader, out var frame, out var payload)
                ? Take(frame, payload)
                : Incomplete(frame);
            if (status != Http2OpeningStatus.Unset)
            {
                return status;
            }
        }

        return Http2OpeningStatus.TooLarge;
    }

    private readonly record struct Frame(
        int Start, int Length, Http2FrameType Type, byte Flags, int Stream);

    // What is known of a frame is kept also when the rest of it is still to come.
    private readonly bool TryFrame(ref WireReader reader, out Frame frame, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        frame = default;
        if (!reader.TryUInt24(out var length))
        {
            return false;
        }

        frame = new Frame(0, length, Http2FrameType.Unset, 0, 0);
        if (!reader.TryByte(out var type) || !reader.TryByte(out var flags)
            || !reader.TryUInt32(out var stream))
        {
            return false;
        }

        var start = _seen.Length - reader.Left;
        frame = new Frame(start, length, (Http2FrameType)(type + 1), flags, (int)(stream & StreamMask));
        return length <= LargestFrame && reader.TryBytes(length, out payload);
    }

    private readonly Http2OpeningStatus Incomplete(Frame frame)
    {
        if (frame.Length > LargestFrame)
        {
            return Http2OpeningStatus.Malformed;
        }

        return _seen.Length >= Limits.Http2OpeningBytes
            ? Http2OpeningStatus.TooLarge
            : Http2OpeningStatus.NeedMore;
    }

    private Http2OpeningStatus Take(Frame frame, scoped ReadOnlySpan<byte> payload)
    {
        if (_headersStream != 0)
        {
            return frame.Type == Http2FrameType.Continuation && frame.Stream == _headersStream
                ? TakeFragment(frame, frame.Start, payload.Length)
                : Http2OpeningStatus.Malformed;
        }

        if (!_settingsSeen && (frame.Type != Http2FrameType.Settings || (frame.Flags & Ack) != 0))
        {
            return Http2OpeningStatus.Malformed;
        }

        return frame.Type switch
        {
            Http2FrameType.Settings => TakeSettings(frame, payload),
            Http2FrameType.WindowUpdate => TakeWindowUpdate(frame, payload),
            Http2FrameType.Priority => TakePriority(frame, payload),
            Http2FrameType.Headers => TakeHeaders(frame, payload),
            Http2FrameType.Data or Http2FrameType.PushPromise or Http2FrameType.Continuation =>
                Http2OpeningStatus.Malformed,
            Http2FrameType.ResetStream or Http2FrameType.Ping or Http2FrameType.GoAway =>
                Http2OpeningStatus.Unset,
            Http2FrameType.Unset => Http2OpeningStatus.Unset,
            // Types that nobody knows are to be ignored (section 5.5).
            _ => Http2OpeningStatus.Unset,
        };
    }

    private Http2OpeningStatus TakeSettings(Frame frame, scoped ReadOnlySpan<byte> payload)
    {
        var ack = (frame.Flags & Ack) != 0;
        if (frame.Stream != 0 || payload.Length % SettingBytes != 0 || (ack && !payload.IsEmpty))
        {
            return Http2OpeningStatus.Malformed;
        }

        if (_settingsSeen)
        {
            return Http2OpeningStatus.Unset;
        }

        _settingsSeen = true;
        if (payload.Length / SettingBytes > Limits.Http2Settings)
        {
            return Http2OpeningStatus.TooLarge;
        }

        var reader = new WireReader(payload);
        while (reader.TryUInt16(out var id) && reader.TryUInt32(out var value))
        {
            Parts.Settings.Add(new Http2Setting(id, value));
        }

        return Http2OpeningStatus.Unset;
    }

    private readonly Http2OpeningStatus TakeWindowUpdate(Frame frame, scoped ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        if (payload.Length != WindowUpdateBytes || !reader.TryUInt32(out var increment))
        {
            return Http2OpeningStatus.Malformed;
        }

        if (frame.Stream == 0 && Parts.WindowUpdate == 0)
        {
            Parts.WindowUpdate = increment & StreamMask;
        }

        return Http2OpeningStatus.Unset;
    }

    private readonly Http2OpeningStatus TakePriority(Frame frame, scoped ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        if (payload.Length != PriorityBytes || frame.Stream == 0
            || !TryPriority(ref reader, frame.Stream, out var priority))
        {
            return Http2OpeningStatus.Malformed;
        }

        Parts.Priorities.Add(priority);
        return Http2OpeningStatus.Unset;
    }

    private static bool TryPriority(ref WireReader reader, int stream, out Http2Priority priority)
    {
        var read = reader.TryUInt32(out var dependency) & reader.TryByte(out var weight);
        priority = new Http2Priority(
            stream, dependency > StreamMask, (int)(dependency & StreamMask), weight + 1);
        return read;
    }

    private Http2OpeningStatus TakeHeaders(Frame frame, scoped ReadOnlySpan<byte> payload)
    {
        // Clients open odd streams (section 5.1.1).
        if (frame.Stream % 2 == 0)
        {
            return Http2OpeningStatus.Malformed;
        }

        var reader = new WireReader(payload);
        byte padding = 0;
        if ((frame.Flags & Padded) != 0 && !reader.TryByte(out padding))
        {
            return Http2OpeningStatus.Malformed;
        }

        if ((frame.Flags & HasPriority) != 0)
        {
            if (!TryPriority(ref reader, frame.Stream, out var priority))
            {
                return Http2OpeningStatus.Malformed;
            }

            Parts.HeadersPriority = priority;
        }

        _headersStream = frame.Stream;
        return reader.Left >= padding
            ? TakeFragment(frame, frame.Start + payload.Length - reader.Left, reader.Left - padding)
            : Http2OpeningStatus.Malformed;
    }

    private readonly Http2OpeningStatus TakeFragment(Frame frame, int start, int length)
    {
        _fragments.Add((start, length));
        if ((frame.Flags & EndHeaders) == 0)
        {
            return Http2OpeningStatus.Unset;
        }

        if (_fragments.Count == 1)
        {
            return Decode(_seen.Slice(start, length));
        }

        var block = new List<byte>();
        foreach (var fragment in _fragments)
        {
            block.AddRange(_seen.Slice(fragment.Start, fragment.Length));
        }

        return Decode(CollectionsMarshal.AsSpan(block));
    }

    private readonly Http2OpeningStatus Decode(ReadOnlySpan<byte> block)
    {
        var fields = new List<HpackField>();
        var status = new HpackReader().Read(block, fields);
        Parts.Take(fields);
        return status switch
        {
            HpackStatus.Complete => Http2OpeningStatus.Complete,
            HpackStatus.TooLarge => Http2OpeningStatus.TooLarge,
            HpackStatus.Truncated or HpackStatus.IntegerTooLarge or HpackStatus.BadIndex
                or HpackStatus.BadHuffman or HpackStatus.BadTableSize => Http2OpeningStatus.Malformed,
            HpackStatus.Unset => Http2OpeningStatus.Malformed,
            _ => Http2OpeningStatus.Malformed,
        };
    }
}
