using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>A quantised row in 64-byte registers: fetches the slots of a tree's nodes all at once.</summary>
internal interface ISlots512<TSelf>
    where TSelf : struct, ISlots512<TSelf>
{
    /// <summary>Slots that it holds, and bytes that it loads.</summary>
    static abstract int Capacity { get; }

    static abstract TSelf Load(ref byte slots);

    Vector512<byte> Fetch(Vector512<byte> places);
}

internal readonly struct Slots64(Vector512<byte> all) : ISlots512<Slots64>
{
    public const int Count = 64;

    private readonly Vector512<byte> _all = all;

    public static int Capacity => Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slots64 Load(ref byte slots) => new(Vector512.LoadUnsafe(ref slots));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<byte> Fetch(Vector512<byte> places) => Avx512Vbmi.PermuteVar64x8(_all, places);
}

internal readonly struct Slots128(Vector512<byte> low, Vector512<byte> high) : ISlots512<Slots128>
{
    public const int Count = 128;

    private readonly Vector512<byte> _low = low;
    private readonly Vector512<byte> _high = high;

    public static int Capacity => Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slots128 Load(ref byte slots) =>
        new(Vector512.LoadUnsafe(ref slots), Vector512.LoadUnsafe(ref slots, 64));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<byte> Fetch(Vector512<byte> places) =>
        Avx512Vbmi.PermuteVar64x8x2(_low, places, _high);
}

internal readonly struct Slots256(Slots128 low, Slots128 high) : ISlots512<Slots256>
{
    public const int Count = 256;

    private readonly Slots128 _low = low;
    private readonly Slots128 _high = high;

    public static int Capacity => Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slots256 Load(ref byte slots) =>
        new(Slots128.Load(ref slots), Slots128.Load(ref Unsafe.Add(ref slots, Slots128.Count)));

    /// <summary>Each half ignores the highest bit of a place, which then chooses between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<byte> Fetch(Vector512<byte> places)
    {
        var isHigh = Vector512.LessThan(places.AsSByte(), Vector512<sbyte>.Zero).AsByte();
        return Vector512.ConditionalSelect(isHigh, _high.Fetch(places), _low.Fetch(places));
    }
}
