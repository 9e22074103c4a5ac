using System.Buffers.Binary;

namespace Weir.Decisions.Signals;

/// <summary>
/// Reads big-endian fields off a span; every read that finds too few bytes is false and moves nothing.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool AtEnd => _left.IsEmpty;

    public readonly int Left => _left.Length;

    public bool TryByte(out byte value)
    {
        value = 0;
        if (_left.IsEmpty)
        {
            return false;
        }

        value = _left[0];
        _left = _left[1..];
        return true;
    }

    public bool TryUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_left, out value))
        {
            return false;
        }

        _left = _left[2..];
        return true;
    }

    public bool TryUInt24(out int value)
    {
        value = 0;
        if (_left.Length < 3)
        {
            return false;
        }

        value = (_left[0] << 16) | (_left[1] << 8) | _left[2];
        _left = _left[3..];
        return true;
    }

    public bool TryUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_left, out value))
        {
            return false;
        }

        _left = _left[4..];
        return true;
    }

    public bool TryBytes(int count, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (count < 0 || count > _left.Length)
        {
            return false;
        }

        value = _left[..count];
        _left = _left[count..];
        return true;
    }

    /// <summary>A vector whose length is one byte.</summary>
    public bool TryVector8(out ReadOnlySpan<byte> value)
    {
        var before = _left;
        if (TryByte(out var length) && TryBytes(length, out value))
        {
            return true;
        }

        _left = before;
        value = default;
        return false;
    }

    /// <summary>A vector whose length is two bytes.</summary>
    public bool TryVector16(out ReadOnlySpan<byte> value)
    {
        var before = _left;
        if (TryUInt16(out var length) && TryBytes(length, out value))
        {
            return true;
        }

        _left = before;
        value = default;
        return false;
    }
}
