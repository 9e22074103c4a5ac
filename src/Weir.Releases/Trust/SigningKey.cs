using NSec.Cryptography;
using Weir.Releases.Format;

namespace Weir.Releases.Trust;

/// <summary>A private key, for who makes releases. Never part of a release, a log line or an error.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>Bytes of the seed, which is all that is kept of a key.</summary>
    public const int SeedBytes = 32;

    private readonly Key _key;

    private SigningKey(Key key, Ed25519Key publicKey)
    {
        _key = key;
        PublicKey = publicKey;
    }

    public Ed25519Key PublicKey { get; }

    public static SigningKey? Create() => Of(Key.Create(
        SignatureAlgorithm.Ed25519,
        new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    /// <returns>Null where these are no seed.</returns>
    public static SigningKey? FromSeed(ReadOnlySpan<byte> seed) =>
        Key.TryImport(
            SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, out var key,
            new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport })
        && key is not null ? Of(key) : null;

    public ReceivedSignature Sign(SigningDomain domain, ReadOnlySpan<byte> document) =>
        new(
            PublicKey.Bytes(),
            SignatureAlgorithm.Ed25519.Sign(_key, SigningDomains.Message(domain, document)));

    /// <summary>For the file that keeps it, readable by its owner alone.</summary>
    public byte[] Seed() => _key.Export(KeyBlobFormat.RawPrivateKey);

    public void Dispose() => _key.Dispose();

    private static SigningKey? Of(Key key) =>
        Ed25519Key.Of(key.PublicKey.Export(KeyBlobFormat.RawPublicKey)) is { } publicKey
            ? new SigningKey(key, publicKey)
            : null;
}
