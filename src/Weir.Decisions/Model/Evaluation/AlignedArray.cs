using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// An array whose first element lies at the start of a cache line: a 64-byte load that crosses two lines
/// costs twice. It never moves, and is collected like any other.
/// </summary>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int LineBytes = 64;

    private readonly T[] _array;
    private readonly int _start;

    public AlignedArray(int length)
    {
        var size = Unsafe.SizeOf<T>();
        _array = GC.AllocateArray<T>(length + (LineBytes / size), pinned: true);
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        var past = (int)(address % LineBytes);
        _start = past == 0 ? 0 : (LineBytes - past) / size;
        Length = length;
    }

    public int Length { get; }

    public Span<T> Span => _array.AsSpan(_start, Length);

    public ref T First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
}
