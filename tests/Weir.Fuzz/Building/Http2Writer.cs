using System.Buffers.Binary;
using Weir.Decisions.Signals;

namespace Weir.Fuzz.Building;

/// <summary>Writes the opening of an HTTP/2 connection frame by frame.</summary>
public static class Http2Writer
{
    public static byte[] Preface => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8];

    public static byte[] Frame(int type, int flags, int stream, params ReadOnlySpan<byte> payload) =>
    [
        (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, (byte)type,
        (byte)flags,
        .. Number((uint)stream), .. payload,
    ];

    public static byte[] Settings(params Http2Setting[] settings) =>
        Frame(4, 0, 0,
            [.. settings.SelectMany(s => (byte[])[(byte)(s.Id >> 8), (byte)s.Id, .. Number(s.Value)])]);

    public static byte[] WindowUpdate(uint increment) => Frame(8, 0, 0, Number(increment));

    public static byte[] Priority(Http2Priority priority) =>
        Frame(2, 0, priority.Stream, PriorityBytes(priority));

    public static byte[] PriorityBytes(Http2Priority priority) =>
    [
        .. Number((uint)priority.DependsOn | (priority.Exclusive ? 0x80000000 : 0)),
        (byte)(priority.Weight - 1),
    ];

    /// <summary>An opening of the same facts as a read one.</summary>
    public static byte[] Rebuild(Http2Opening opening)
    {
        var names = opening.PseudoHeaderOrder.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(letter => ":" + letter switch
            {
                "m" => "method",
                "a" => "authority",
                "s" => "scheme",
                "p" => "path",
                _ => "other",
            })
            .Concat(opening.HeaderNames);
        byte[] block = [.. names.SelectMany(name => HpackWriter.Literal(name, ""))];
        var priorities = opening.Priorities.ToArray();
        var first = block.AsSpan(0, Math.Min(block.Length, 16384));
        var frames = new List<byte>(
        [
            .. Preface, .. Settings(opening.Settings.ToArray()), .. WindowUpdate(opening.WindowUpdate),
            .. priorities.SelectMany(Priority), .. Frame(1, first.Length == block.Length ? 4 : 0, 1, first),
        ]);
        for (var at = first.Length; at < block.Length; at += 16384)
        {
            var next = block.AsSpan(at, Math.Min(16384, block.Length - at));
            frames.AddRange(Frame(9, at + next.Length == block.Length ? 4 : 0, 1, next));
        }

        return [.. frames];
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
