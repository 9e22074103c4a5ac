using System.Buffers.Binary;
using System.Collections.Immutable;
using Weir.Decisions;

namespace Weir.Releases.Format;

/// <summary>One signature as it was received: by which public key, over what is yet to be checked.</summary>
public readonly record struct ReceivedSignature(
    ReadOnlyMemory<byte> PublicKey, ReadOnlyMemory<byte> Signature);

/// <summary>
/// A signed document as bytes: eight bytes of magic, the document's length (32 bits, little endian) and the
/// document, the number of signatures (16 bits) and each as 32 bytes of public key and 64 of signature, and
/// then whatever the document says comes behind. Nothing in it is believed yet.
/// </summary>
public sealed class Envelope
{
    public const int PublicKeyBytes = 32;
    public const int SignatureBytes = 64;
    private const int MagicBytes = 8;

    private Envelope(
        ReadOnlyMemory<byte> document,
        ImmutableArray<ReceivedSignature> signatures,
        ReadOnlyMemory<byte> rest)
    {
        Document = document;
        Signatures = signatures;
        Rest = rest;
    }

    /// <summary>The bytes that the signatures cover.</summary>
    public ReadOnlyMemory<byte> Document { get; }

    public ImmutableArray<ReceivedSignature> Signatures { get; }

    public ReadOnlyMemory<byte> Rest { get; }

    /// <param name="received">All there is; nothing is copied.</param>
    /// <param name="magic">Eight bytes.</param>
    /// <param name="mostDocument">Bytes that the document may have.</param>
    public static Outcome<Envelope, Refusal> Read(
        ReadOnlyMemory<byte> received, ReadOnlySpan<byte> magic, int mostDocument)
    {
        var span = received.Span;
        if (span.Length < MagicBytes + sizeof(uint))
        {
            return Refuse(RefusalReason.Truncated, $"{span.Length} bytes, too few for any release");
        }

        if (!span.StartsWith(magic))
        {
            return Refuse(RefusalReason.WrongMagic, "does not begin as a release does");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(span[MagicBytes..]);
        if (length > mostDocument)
        {
            return Refuse(RefusalReason.TooLarge, $"document of {length} bytes, at most {mostDocument}");
        }

        var at = MagicBytes + sizeof(uint);
        if (span.Length - at < (int)length + sizeof(ushort))
        {
            return Refuse(RefusalReason.Truncated, $"ends within its document of {length} bytes");
        }

        var document = received.Slice(at, (int)length);
        at += (int)length;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(span[at..]);
        at += sizeof(ushort);
        if (count > Limits.ReleaseSignatures)
        {
            return Refuse(RefusalReason.TooManySignatures, $"{count}, at most {Limits.ReleaseSignatures}");
        }

        return span.Length - at < count * (PublicKeyBytes + SignatureBytes)
            ? Refuse(RefusalReason.Truncated, $"ends within its {count} signatures")
            : Outcome<Envelope, Refusal>.Ok(Split(received, document, at, count));
    }

    /// <summary>The same as bytes, without what comes behind.</summary>
    public static byte[] Write(
        ReadOnlySpan<byte> magic, ReadOnlySpan<byte> document, IReadOnlyList<ReceivedSignature> signatures)
    {
        var bytes = new byte[MagicBytes + sizeof(uint) + document.Length + sizeof(ushort)
            + (signatures.Count * (PublicKeyBytes + SignatureBytes))];
        var rest = bytes.AsSpan();
        magic.CopyTo(rest);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[MagicBytes..], (uint)document.Length);
        rest = rest[(MagicBytes + sizeof(uint))..];
        document.CopyTo(rest);
        rest = rest[document.Length..];
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)signatures.Count);
        rest = rest[sizeof(ushort)..];
        foreach (var signature in signatures)
        {
            signature.PublicKey.Span.CopyTo(rest);
            signature.Signature.Span.CopyTo(rest[PublicKeyBytes..]);
            rest = rest[(PublicKeyBytes + SignatureBytes)..];
        }

        return bytes;
    }

    private static Envelope Split(
        ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> document, int at, int count)
    {
        var signatures = ImmutableArray.CreateBuilder<ReceivedSignature>(count);
        for (var i = 0; i < count; i++)
        {
            signatures.Add(new(
                received.Slice(at, PublicKeyBytes), received.Slice(at + PublicKeyBytes, SignatureBytes)));
            at += PublicKeyBytes + SignatureBytes;
        }

        return new Envelope(document, signatures.MoveToImmutable(), received[at..]);
    }

    private static Outcome<Envelope, Refusal> Refuse(RefusalReason reason, string detail) =>
        Refusal.Of(Gate.Read, reason, detail).As<Envelope>();
}
