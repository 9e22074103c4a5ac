using System.Buffers.Binary;

namespace Weir.Decisions.Signals;

/// <summary>
/// A 64-bit hash of a sequence of byte strings, equal in every process and on every machine: each step
/// multiplies to 128 bits and folds both halves. Not keyed, so no defence against chosen input.
/// </summary>
public struct StableHash
{
    // Odd, with about as many ones as zeros: the fractional parts of the square roots of 2, 3 and 5.
    private const ulong First = 0x6a09e667f3bcc909;
    private const ulong Second = 0xbb67ae8584caa73b;
    private const ulong Third = 0x3c6ef372fe94f82b;

    private ulong _state;

    public readonly ulong Value => Fold(_state ^ First, Third);

    /// <summary>The length goes in first, so that "ab" + "c" and "a" + "bc" differ.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var state = Fold(_state ^ First, (ulong)bytes.Length ^ Second);
        while (bytes.Length >= sizeof(ulong))
        {
            state = Fold(state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Second);
            bytes = bytes[sizeof(ulong)..];
        }

        ulong tail = 0;
        foreach (var value in bytes)
        {
            tail = (tail << 8) | value;
        }

        _state = Fold(state ^ tail, Third);
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
