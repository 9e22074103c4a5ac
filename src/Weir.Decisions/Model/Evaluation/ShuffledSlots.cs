using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// A quantised row in 32-byte registers. AVX2 shuffles within sixteen bytes only, so each sixteen slots are
/// doubled into both halves of a register, shuffled, and chosen between by the higher bits of the place.
/// Slots are biased by 128, because AVX2 compares signed bytes.
/// </summary>
internal interface IShuffledSlots<TSelf>
    where TSelf : struct, IShuffledSlots<TSelf>
{
    /// <summary>Slots that it holds, and bytes that it loads.</summary>
    static abstract int Capacity { get; }

    static abstract TSelf Load(ref byte slots);

    Vector256<sbyte> Fetch(Vector256<byte> places);
}

internal readonly struct Shuffled64(
    Vector256<byte> first, Vector256<byte> second, Vector256<byte> third, Vector256<byte> fourth)
    : IShuffledSlots<Shuffled64>
{
    public const int Count = 64;

    private readonly Vector256<byte> _first = first;
    private readonly Vector256<byte> _second = second;
    private readonly Vector256<byte> _third = third;
    private readonly Vector256<byte> _fourth = fourth;

    public static int Capacity => Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shuffled64 Load(ref byte slots) => new(
        Doubled(ref slots, 0), Doubled(ref slots, 16), Doubled(ref slots, 32), Doubled(ref slots, 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<sbyte> Fetch(Vector256<byte> places)
    {
        // A blend looks at the highest bit of each byte only; bits that come in from its neighbour stay
        // below.
        var bit4 = Avx2.ShiftLeftLogical(places.AsUInt16(), 3).AsByte();
        var bit5 = Avx2.ShiftLeftLogical(places.AsUInt16(), 2).AsByte();
        var low = Avx2.BlendVariable(
            Avx2.Shuffle(_first, places), Avx2.Shuffle(_second, places), bit4);
        var high = Avx2.BlendVariable(
            Avx2.Shuffle(_third, places), Avx2.Shuffle(_fourth, places), bit4);
        return Avx2.BlendVariable(low, high, bit5).AsSByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Doubled(ref byte slots, int from)
    {
        var sixteen = Vector128.LoadUnsafe(ref slots, (nuint)from) ^ Vector128.Create(AllNodesLayout.Bias);
        return Vector256.Create(sixteen, sixteen);
    }
}

internal readonly struct Shuffled128(Shuffled64 low, Shuffled64 high) : IShuffledSlots<Shuffled128>
{
    public const int Count = 128;

    private readonly Shuffled64 _low = low;
    private readonly Shuffled64 _high = high;

    public static int Capacity => Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Shuffled128 Load(ref byte slots) =>
        new(Shuffled64.Load(ref slots), Shuffled64.Load(ref Unsafe.Add(ref slots, Shuffled64.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<sbyte> Fetch(Vector256<byte> places)
    {
        var bit6 = Avx2.ShiftLeftLogical(places.AsUInt16(), 1).AsSByte();
        return Avx2.BlendVariable(_low.Fetch(places), _high.Fetch(places), bit6);
    }
}
