namespace Weir.Decisions.Signals;

/// <summary>
/// The reading behind <see cref="ClientHello"/>: filled once by <see cref="Read"/>, then only read.
/// </summary>
internal sealed class ClientHelloParts
{
    private const byte ClientHelloMessage = 1;
    private const int RandomBytes = 32;
    private const int SessionIdBytes = 32;

    public ushort LegacyVersion { get; private set; }

    public int SessionIdLength { get; private set; }

    public ushort[] Ciphers { get; private set; } = [];

    public ushort[] Extensions { get; private set; } = [];

    public ushort[] SupportedVersions { get; private set; } = [];

    public ushort[] SignatureAlgorithms { get; private set; } = [];

    public ushort[] Groups { get; private set; } = [];

    public ushort[] KeyShareGroups { get; private set; } = [];

    public string? ServerName { get; private set; }

    public string[] Alpn { get; private set; } = [];

    public byte[] FirstAlpn { get; private set; } = [];

    public bool HasTicket { get; private set; }

    public bool HasGrease { get; private set; }

    public bool HasDuplicateExtensions { get; private set; }

    /// <summary>
    /// The first thing that is wrong, or <see cref="ClientHelloError.Unset"/> where nothing is.
    /// </summary>
    public ClientHelloError Read(ReadOnlySpan<byte> message)
    {
        if (message.Length > Limits.ClientHelloBytes)
        {
            return ClientHelloError.TooLarge;
        }

        var reader = new WireReader(message);
        if (!reader.TryByte(out var type))
        {
            return ClientHelloError.Truncated;
        }

        if (type != ClientHelloMessage)
        {
            return ClientHelloError.NotClientHello;
        }

        if (!reader.TryUInt24(out var length) || reader.Left < length)
        {
            return ClientHelloError.Truncated;
        }

        return reader.Left > length ? ClientHelloError.TrailingBytes : ReadBody(reader);
    }

    private ClientHelloError ReadBody(WireReader reader)
    {
        if (!reader.TryUInt16(out var version) || !reader.TryBytes(RandomBytes, out _))
        {
            return ClientHelloError.Truncated;
        }

        LegacyVersion = version;
        if (!reader.TryVector8(out var sessionId) || sessionId.Length > SessionIdBytes)
        {
            return ClientHelloError.BadSessionId;
        }

        SessionIdLength = sessionId.Length;
        if (!reader.TryVector16(out var ciphers) || !TlsVectors.TryNumbers(ciphers, out var cipherNumbers))
        {
            return ClientHelloError.BadCipherSuites;
        }

        Ciphers = cipherNumbers;
        if (!reader.TryVector8(out _))
        {
            return ClientHelloError.BadCompressionMethods;
        }

        // Before TLS 1.3 a hello may end here (RFC 5246, section 7.4.1.2).
        return reader.AtEnd ? Finish() : ReadExtensions(reader);
    }

    private ClientHelloError ReadExtensions(WireReader reader)
    {
        if (!reader.TryVector16(out var block))
        {
            return ClientHelloError.BadExtensions;
        }

        if (!reader.AtEnd)
        {
            return ClientHelloError.TrailingBytes;
        }

        if (!TlsVectors.TryExtensionTypes(block, out var types))
        {
            return ClientHelloError.BadExtensions;
        }

        Extensions = types;
        var extensions = new WireReader(block);
        for (var i = 0; i < types.Length; i++)
        {
            // A repeated extension counts for JA4, but only the first one's content is read.
            var read = extensions.TryUInt16(out var type) & extensions.TryVector16(out var data);
            if (!read)
            {
                return ClientHelloError.BadExtensions;
            }

            var error = IsKnown(type) && !types.AsSpan(0, i).Contains(type)
                ? ReadExtension(type, data)
                : ClientHelloError.Unset;
            if (error != ClientHelloError.Unset)
            {
                return error;
            }
        }

        return Finish();
    }

    // Asked before the search for an earlier one, which would otherwise make a hello of many
    // unknown extensions cost the square of their number.
    private static bool IsKnown(ushort type) => type is TlsNumbers.ServerName or TlsNumbers.Alpn
        or TlsNumbers.SupportedVersions or TlsNumbers.SignatureAlgorithms or TlsNumbers.SupportedGroups
        or TlsNumbers.KeyShare or TlsNumbers.SessionTicket;

    private ClientHelloError ReadExtension(ushort type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case TlsNumbers.ServerName when TlsVectors.TryServerName(data, out var name):
                ServerName = name;
                return ClientHelloError.Unset;
            case TlsNumbers.ServerName:
                return ClientHelloError.BadServerName;
            case TlsNumbers.Alpn when TlsVectors.TryAlpn(data, out var names, out var first):
                (Alpn, FirstAlpn) = (names, first);
                return ClientHelloError.Unset;
            case TlsNumbers.Alpn:
                return ClientHelloError.BadAlpn;
            case TlsNumbers.SupportedVersions when TlsVectors.TryList8(data, out var numbers):
                SupportedVersions = numbers;
                return ClientHelloError.Unset;
            case TlsNumbers.SupportedVersions:
                return ClientHelloError.BadSupportedVersions;
            case TlsNumbers.SignatureAlgorithms when TlsVectors.TryList16(data, out var numbers):
                SignatureAlgorithms = numbers;
                return ClientHelloError.Unset;
            case TlsNumbers.SignatureAlgorithms:
                return ClientHelloError.BadSignatureAlgorithms;
            case TlsNumbers.SupportedGroups when TlsVectors.TryList16(data, out var numbers):
                Groups = numbers;
                return ClientHelloError.Unset;
            case TlsNumbers.SupportedGroups:
                return ClientHelloError.BadGroups;
            case TlsNumbers.KeyShare when TlsVectors.TryKeyShares(data, out var numbers):
                KeyShareGroups = numbers;
                return ClientHelloError.Unset;
            case TlsNumbers.KeyShare:
                return ClientHelloError.BadKeyShare;
            default:
                HasTicket |= type == TlsNumbers.SessionTicket && !data.IsEmpty;
                return ClientHelloError.Unset;
        }
    }

    private ClientHelloError Finish()
    {
        HasGrease = TlsNumbers.HasGrease(Ciphers) || TlsNumbers.HasGrease(Extensions)
            || TlsNumbers.HasGrease(SupportedVersions) || TlsNumbers.HasGrease(SignatureAlgorithms)
            || TlsNumbers.HasGrease(Groups) || TlsNumbers.HasGrease(KeyShareGroups);

        var sorted = Extensions.AsSpan().ToArray();
        Array.Sort(sorted);
        for (var i = 1; i < sorted.Length; i++)
        {
            HasDuplicateExtensions |= sorted[i] == sorted[i - 1];
        }

        return ClientHelloError.Unset;
    }
}
