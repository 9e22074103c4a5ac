using System.Buffers.Binary;

namespace Weir.Decisions.Model;

/// <summary>
/// Reads bytes that somebody else wrote, and never past their end: then it gives zeros and nothing, and the
/// first thing wrong stays as its error. So nothing read may be believed before the error is asked for, and
/// nothing may be allocated for a number that <see cref="Count"/> has not judged.
/// </summary>
internal ref struct SectionReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public ModelError? Error { get; private set; }

    /// <summary>Bytes not yet read.</summary>
    public readonly int Rest => _bytes.Length - _at;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (Error is not null || count > Rest)
        {
            Fail(ModelFault.Truncated);
            return [];
        }

        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    public byte UInt8() => Take(sizeof(byte)) is [var value] ? value : (byte)0;

    public ushort UInt16() =>
        BinaryPrimitives.TryReadUInt16LittleEndian(Take(sizeof(ushort)), out var value) ? value : (ushort)0;

    public double Double() =>
        BinaryPrimitives.TryReadDoubleLittleEndian(Take(sizeof(double)), out var value) ? value : 0;

    /// <summary>How many things follow: within the limit, and no more than the rest has bytes for.</summary>
    public int Count(int limit, int leastBytes, ModelFault tooMany)
    {
        var count = BinaryPrimitives.TryReadUInt32LittleEndian(Take(sizeof(uint)), out var value) ? value : 0;
        if (count > limit)
        {
            Fail(new ModelError(tooMany) { Offset = _at - sizeof(uint), Found = count, Limit = limit });
            return 0;
        }

        if (count * leastBytes > Rest)
        {
            Fail(ModelFault.Truncated);
            return 0;
        }

        return (int)count;
    }

    public void Fail(ModelFault fault) => Fail(new ModelError(fault) { Offset = _at });

    private void Fail(ModelError error) => Error ??= error;
}
