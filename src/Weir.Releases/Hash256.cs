using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Weir.Releases;

/// <summary>A SHA-256 digest as a value.</summary>
public readonly struct Hash256 : IEquatable<Hash256>
{
    public const int Length = SHA256.HashSizeInBytes;
    private readonly Digest _digest;

    private Hash256(ReadOnlySpan<byte> digest) => digest.CopyTo(_digest);

    public static Hash256 Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[Length];
        SHA256.HashData(content, digest);
        return new Hash256(digest);
    }

    /// <summary>Only 64 lower-case hexadecimal digits.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Hash256 hash)
    {
        Span<byte> digest = stackalloc byte[Length];
        hash = default;
        if (text.ContainsAnyExcept("0123456789abcdef")
            || Convert.FromHexString(text, digest, out _, out var written) != OperationStatus.Done
            || written != Length)
        {
            return false;
        }

        hash = new Hash256(digest);
        return true;
    }

    public override string ToString() => Convert.ToHexStringLower(_digest);

    /// <summary>Twelve digits, for people.</summary>
    public string Short() => ToString()[..12];

    public bool Equals(Hash256 other) => ((ReadOnlySpan<byte>)_digest).SequenceEqual(other._digest);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Hash256 other && Equals(other);

    public override int GetHashCode() => BitConverter.ToInt32(_digest);

    public static bool operator ==(Hash256 left, Hash256 right) => left.Equals(right);

    public static bool operator !=(Hash256 left, Hash256 right) => !left.Equals(right);

    [InlineArray(Length)]
    private struct Digest
    {
        private byte _first;
    }
}
