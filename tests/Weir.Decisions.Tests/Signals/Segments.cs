using System.Buffers;

namespace Weir.Decisions.Tests.Signals;

/// <summary>Bytes as a sequence of segments of one size, as a pipe gives them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

    public static ReadOnlySequence<byte> Of(ReadOnlySpan<byte> bytes, int size)
    {
        var first = new Segments(bytes[..Math.Min(size, bytes.Length)].ToArray(), 0);
        var last = first;
        for (var at = size; at < bytes.Length; at += size)
        {
            var next = new Segments(bytes[at..Math.Min(bytes.Length, at + size)].ToArray(), at);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
