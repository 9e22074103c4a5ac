using NSec.Cryptography;
using Weir.Decisions;
using Weir.Releases.Format;

namespace Weir.Releases.Trust;

/// <summary>Ed25519 by libsodium. Verifying is strict: keys and points of small order are refused.</summary>
public static class Signatures
{
    /// <returns>False for a wrong signature, and for what is no key or no signature at all.</returns>
    public static bool Check(
        SigningDomain domain, ReadOnlySpan<byte> document, ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> signature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && key is not null
        && SignatureAlgorithm.Ed25519.Verify(key, SigningDomains.Message(domain, document), signature);

    /// <summary>
    /// Which keys signed, each checked. A key that stands there twice and a signature that is wrong are
    /// refusals, because nobody who means well makes them.
    /// </summary>
    public static Outcome<HashSet<string>, Refusal> Signers(SigningDomain domain, Envelope envelope)
    {
        var signers = new HashSet<string>(StringComparer.Ordinal);
        if (envelope.Signatures.IsEmpty)
        {
            return Refuse(RefusalReason.Unsigned, "no signature at all");
        }

        foreach (var signature in envelope.Signatures)
        {
            if (Ed25519Key.Of(signature.PublicKey.Span) is not { } key || !signers.Add(key.Text))
            {
                return Refuse(RefusalReason.DuplicateSignature, "one key signed twice");
            }

            if (!Check(domain, envelope.Document.Span, signature.PublicKey.Span, signature.Signature.Span))
            {
                return Refuse(RefusalReason.BadSignature, $"the signature by {key.Short} does not fit");
            }
        }

        return Outcome<HashSet<string>, Refusal>.Ok(signers);
    }

    private static Outcome<HashSet<string>, Refusal> Refuse(RefusalReason reason, string detail) =>
        Refusal.Of(Gate.Verify, reason, detail).As<HashSet<string>>();
}
