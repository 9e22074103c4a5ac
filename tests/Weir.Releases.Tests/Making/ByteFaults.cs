using System.Buffers.Binary;
using Weir.Decisions;
using Weir.Releases.Trust;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>Bundles that are wrong before anything in them is read as text.</summary>
internal static class ByteFaults
{
    private const int Start = 12;

    public static IEnumerable<Made> All()
    {
        var good = new Draft().Bytes();
        var document = new Draft().Document().Length;
        var count = Start + document;
        var body = count + 2 + 96;
        yield return AtRead("bundle-empty", [], Truncated);
        yield return AtRead("bundle-truncated-in-magic", good[..7], Truncated);
        yield return AtRead("bundle-truncated-in-length", good[..(Start - 1)], Truncated);
        yield return AtRead("bundle-truncated-after-length", good[..Start], Truncated);
        yield return AtRead("bundle-truncated-in-document", good[..(Start + 100)], Truncated);
        yield return AtRead("bundle-truncated-before-count", good[..(count + 1)], Truncated);
        yield return AtRead("bundle-truncated-in-signature", good[..(body - 1)], Truncated);
        yield return AtRead("bundle-truncated-before-sections", good[..body], Truncated);
        yield return AtRead("bundle-truncated-by-one", good[..^1], Truncated);
        yield return AtRead("bundle-of-zeros", new byte[400], WrongMagic);
        yield return AtRead("bundle-wrong-magic", Flipped(good, 3), WrongMagic);
        yield return AtRead("bundle-of-format-9", Changed(good, 7, (byte)'9'), WrongMagic);
        yield return AtRead("bundle-is-a-root", World.Root().Bytes.ToArray(), WrongMagic);
        yield return AtRead("bundle-document-of-4-gib", Length(good, uint.MaxValue), TooLarge);
        yield return AtRead("bundle-document-of-2-gib", Length(good, 1U << 31), TooLarge);
        yield return AtRead(
            "bundle-document-over-limit", Length(good, Limits.ReleaseManifestBytes + 1), TooLarge);
        yield return AtRead(
            "bundle-signatures-65535", Count(good, count, ushort.MaxValue), TooManySignatures);
        yield return AtRead("bundle-signatures-65", TooManySigned(), TooManySignatures);
        yield return AtRead("bundle-signature-not-there", Count(good, count, 2), Truncated);
        yield return AtRead("bundle-trailing-byte", [.. good, 0], TrailingBytes);
        yield return AtRead("bundle-twice", [.. good, .. good], TrailingBytes);

        // Number 43 in place of 42: as good a manifest, and not the one that was signed.
        var digit = good.AsSpan().IndexOf(":42,"u8) + 2;
        yield return AtVerify("bundle-flip-in-manifest", Changed(good, digit, (byte)'3'), BadSignature);
        yield return AtVerify("bundle-flip-in-key", Flipped(good, count + 2), BadSignature);
        yield return AtVerify("bundle-flip-in-signature-r", Flipped(good, count + 2 + 32), BadSignature);
        yield return AtVerify("bundle-flip-in-signature-s", Flipped(good, count + 2 + 64), BadSignature);
        yield return AtVerify("bundle-flip-in-section", Flipped(good, body + 20), HashMismatch);
        yield return AtVerify("bundle-flip-in-last-byte", Flipped(good, good.Length - 1), HashMismatch);
    }

    /// <summary>Too large for a file: a good bundle and zeros, one byte more than is read.</summary>
    public static Made Oversized()
    {
        var bytes = new byte[Limits.ReleaseBytes + 1];
        new Draft().Bytes().CopyTo(bytes.AsSpan());
        return AtRead("bundle-over-limit", bytes, TooLarge);
    }

    private static byte[] Length(byte[] good, uint length)
    {
        var bytes = (byte[])good.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), length);
        return bytes;
    }

    private static byte[] Count(byte[] good, int at, ushort count)
    {
        var bytes = (byte[])good.Clone();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), count);
        return bytes;
    }

    private static byte[] TooManySigned()
    {
        var draft = new Draft();
        var document = draft.Document();
        return draft.BytesSigned([
            World.Sign("signals", SigningDomain.Release, document),
            .. Enumerable.Range(0, Limits.ReleaseSignatures)
                .Select(i => World.Sign($"stranger-{i}", SigningDomain.Release, document)),
        ]);
    }
}
