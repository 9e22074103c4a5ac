using System.Buffers.Binary;

namespace Weir.Edge.Tests.Tls;

/// <summary>How a hello is cut into TLS records, and these into TCP segments.</summary>
/// <param name="Name">For the name of the test's row.</param>
/// <param name="Records">Bytes of each record's payload in turn; the last goes on for the rest.</param>
/// <param name="Segments">Bytes of each segment in turn; the last goes on for the rest.</param>
internal sealed record Framing(string Name, int[] Records, int[] Segments)
{
    private const int Everything = 1 << 14;
    private const int HeaderBytes = 5;

    public static Framing Whole { get; } = new("whole", [Everything], [Everything]);

    public static Framing[] All { get; } =
    [
        Whole,
        new("two records", [100, Everything], [Everything]),
        new("a first record of one byte", [1, Everything], [Everything]),
        new("a first record within the message header", [3, Everything], [Everything]),
        new("many records", [16], [Everything]),
        new("records of one byte", [1], [Everything]),
        new("two segments", [Everything], [100, Everything]),
        new("a first segment within the record header", [Everything], [3, Everything]),
        new("first 64 bytes one at a time", [Everything], [.. Enumerable.Repeat(1, 64), Everything]),
        new("a segment for each record", [59], [64]),
        new("records and segments out of step", [7], [3]),
        new("records of one byte, one byte at a time", [1], [1]),
    ];

    /// <summary>What these records carry, one after the other.</summary>
    public static byte[] Payload(ReadOnlySpan<byte> records)
    {
        var payload = new List<byte>();
        while (records.Length > HeaderBytes)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(records[3..]);
            payload.AddRange(records.Slice(HeaderBytes, length));
            records = records[(HeaderBytes + length)..];
        }

        return [.. payload];
    }

    /// <summary>The segments to send, in order. A record of no bytes is sent all the same.</summary>
    public IEnumerable<byte[]> Send(byte[] message)
    {
        var bytes = new List<byte>();
        foreach (var part in Cut(message, Records))
        {
            bytes.AddRange([22, 3, 1, (byte)(part.Length >> 8), (byte)part.Length, .. part]);
        }

        return Cut([.. bytes], Segments);
    }

    public override string ToString() => Name;

    private static IEnumerable<byte[]> Cut(byte[] bytes, int[] sizes)
    {
        var at = 0;
        for (var i = 0; at < bytes.Length; i++)
        {
            var size = Math.Min(sizes[Math.Min(i, sizes.Length - 1)], bytes.Length - at);
            yield return bytes[at..(at + size)];
            at += size;
        }
    }
}
