namespace Weir.Decisions.Signals.Recorded;

/// <summary>
/// A ClientHello without its secrets: everything that is random or that identifies one visitor becomes
/// zeros of the same length. What <see cref="ClientHello"/> reads stays as it was, JA4 included.
/// </summary>
public static class HelloMask
{
    private const int BeforeRandom = 6;
    private const int RandomBytes = 32;

    /// <param name="handshakeMessage">With its four-byte header and without record headers.</param>
    /// <returns>A masked copy; null where the message cannot be walked to its end.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> handshakeMessage)
    {
        var reader = new WireReader(handshakeMessage);
        if (!reader.TryBytes(BeforeRandom, out _) || !reader.TryBytes(RandomBytes, out _)
            || !reader.TryVector8(out var session) || !reader.TryVector16(out _) || !reader.TryVector8(out _))
        {
            return null;
        }

        var masked = handshakeMessage.ToArray();
        masked.AsSpan(BeforeRandom, RandomBytes).Clear();
        masked.AsSpan(BeforeRandom + RandomBytes + 1, session.Length).Clear();
        if (reader.AtEnd)
        {
            return masked;
        }

        return reader.TryVector16(out var block) && reader.AtEnd && MaskExtensions(block, masked)
            ? masked
            : null;
    }

    private static bool MaskExtensions(ReadOnlySpan<byte> block, byte[] masked)
    {
        var offset = masked.Length - block.Length;
        var extensions = new WireReader(block);
        while (!extensions.AtEnd)
        {
            if (!extensions.TryUInt16(out var type) || !extensions.TryVector16(out var data))
            {
                return false;
            }

            var target = masked.AsSpan(offset + block.Length - extensions.Left - data.Length, data.Length);
            if (type == TlsNumbers.KeyShare)
            {
                MaskKeyShares(data, target);
            }
            else if (!IsPublic(type))
            {
                target.Clear();
            }
        }

        return true;
    }

    // The groups tell programs apart, the keys tell one connection from another.
    private static void MaskKeyShares(ReadOnlySpan<byte> data, Span<byte> target)
    {
        var outer = new WireReader(data);
        if (!outer.TryVector16(out var list))
        {
            target.Clear();
            return;
        }

        var shares = new WireReader(list);
        while (shares.TryUInt16(out _) && shares.TryVector16(out var key))
        {
            target.Slice(data.Length - outer.Left - shares.Left - key.Length, key.Length).Clear();
        }
    }

    // Lists of numbers and names that a program sends alike on every connection. Whatever is not known
    // to be such a list is masked.
    private static bool IsPublic(ushort type) => type
        is TlsNumbers.ServerName or TlsNumbers.SupportedGroups or TlsNumbers.SignatureAlgorithms
        or TlsNumbers.Alpn or TlsNumbers.SupportedVersions
        or 0x0001 or 0x0005 or 0x000b or 0x0011 or 0x001b or 0x001c or 0x0022 or 0x002d or 0x0032
        or 0x4469 or 0x44cd;
}
