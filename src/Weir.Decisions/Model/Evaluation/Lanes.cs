using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Decisions.Model.Evaluation;

/// <summary>
/// How sixteen boundaries are compared with a value. A type parameter rather than a test of the processor, so
/// that each width can be tested and timed on a machine that has more.
/// </summary>
internal interface ILanes
{
    /// <summary>How many of sixteen floats are less than the value: none, where it is NaN.</summary>
    static abstract int CountBelow(ref float sixteen, float value);
}

internal readonly struct Lanes512 : ILanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ref float sixteen, float value) =>
        BitOperations.PopCount(Vector512.LessThan(Vector512.LoadUnsafe(ref sixteen), Vector512.Create(value))
            .ExtractMostSignificantBits());
}

internal readonly struct Lanes256 : ILanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ref float sixteen, float value)
    {
        var wanted = Vector256.Create(value);
        var low = Vector256.LessThan(Vector256.LoadUnsafe(ref sixteen), wanted);
        var high = Vector256.LessThan(Vector256.LoadUnsafe(ref sixteen, 8), wanted);
        return BitOperations.PopCount(
            low.ExtractMostSignificantBits() | (high.ExtractMostSignificantBits() << 8));
    }
}

internal readonly struct Lanes128 : ILanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ref float sixteen, float value)
    {
        // A true comparison is -1 in its lane; taking a mask out of lanes is slow on ARM64, adding is not.
        var wanted = Vector128.Create(value);
        var low = Vector128.LessThan(Vector128.LoadUnsafe(ref sixteen), wanted).AsInt32()
            + Vector128.LessThan(Vector128.LoadUnsafe(ref sixteen, 4), wanted).AsInt32();
        var high = Vector128.LessThan(Vector128.LoadUnsafe(ref sixteen, 8), wanted).AsInt32()
            + Vector128.LessThan(Vector128.LoadUnsafe(ref sixteen, 12), wanted).AsInt32();
        return -Vector128.Sum(low + high);
    }
}
