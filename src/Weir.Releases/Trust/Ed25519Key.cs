using System.Diagnostics.CodeAnalysis;

namespace Weir.Releases.Trust;

/// <summary>An Ed25519 public key (RFC 8032) as a value; its text is 64 hexadecimal digits.</summary>
public sealed record Ed25519Key
{
    private Ed25519Key(string text) => Text = text;

    public string Text { get; }

    /// <summary>Twelve digits, for people.</summary>
    public string Short => Text[..12];

    /// <summary>
    /// Any 32 bytes; whether they are a point on the curve shows when a signature is checked.
    /// </summary>
    public static Ed25519Key? Of(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Format.Envelope.PublicKeyBytes ? new(Convert.ToHexStringLower(bytes)) : null;

    public static bool TryRead(string text, [NotNullWhen(true)] out Ed25519Key? key)
    {
        // A key and a digest are both 32 bytes in the same writing.
        key = Hash256.TryRead(text, out _) ? new Ed25519Key(text) : null;
        return key is not null;
    }

    public byte[] Bytes() => Convert.FromHexString(Text);

    public override string ToString() => Text;
}
