using Weir.Decisions;
using ZstdSharp;

namespace Weir.Releases.Format;

/// <summary>Zstandard (RFC 8878), with the size known beforehand: no byte more is ever written.</summary>
internal static class Packing
{
    // Thorough: a release is packed once and read by every node.
    private const int Level = 19;

    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var compressor = new Compressor(Level);
        return compressor.Wrap(content).ToArray();
    }

    /// <param name="packed">Their hash is checked before this is called.</param>
    /// <param name="content">Room of exactly the declared size.</param>
    /// <returns>Whether it was filled, and no more.</returns>
    [Boundary("the library says by exception that bytes are no such frame, or larger than the room")]
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> content)
    {
        try
        {
            using var decompressor = new Decompressor();
            return decompressor.Unwrap(packed, content) == content.Length;
        }
        catch (ZstdException)
        {
            return false;
        }
    }
}
