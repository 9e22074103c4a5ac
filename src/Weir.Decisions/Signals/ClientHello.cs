namespace Weir.Decisions.Signals;

/// <summary>
/// What one ClientHello says (RFC 8446, section 4.1.2), in the order in which it says it, GREASE
/// included. Made only by <see cref="Parse"/>; never changes afterwards.
/// </summary>
public sealed class ClientHello
{
    private readonly ClientHelloParts _parts;

    private ClientHello(ClientHelloParts parts) => _parts = parts;

    /// <summary>The version field that TLS 1.3 froze at 0x0303.</summary>
    public ushort LegacyVersion => _parts.LegacyVersion;

    public int SessionIdLength => _parts.SessionIdLength;

    public ReadOnlySpan<ushort> Ciphers => _parts.Ciphers;

    /// <summary>Extension types in order, a repeated one each time.</summary>
    public ReadOnlySpan<ushort> Extensions => _parts.Extensions;

    public ReadOnlySpan<ushort> SupportedVersions => _parts.SupportedVersions;

    public ReadOnlySpan<ushort> SignatureAlgorithms => _parts.SignatureAlgorithms;

    public ReadOnlySpan<ushort> Groups => _parts.Groups;

    public ReadOnlySpan<ushort> KeyShareGroups => _parts.KeyShareGroups;

    /// <summary>Lower-cased; null where none was sent or what was sent is no DNS name.</summary>
    public string? ServerName => _parts.ServerName;

    /// <summary>Protocol names in order, each byte one character.</summary>
    public IReadOnlyList<string> Alpn => _parts.Alpn;

    /// <summary>The first protocol name as sent; empty where there is none.</summary>
    public ReadOnlySpan<byte> FirstAlpn => _parts.FirstAlpn;

    /// <summary>A session ticket that is not empty (TLS 1.2 and before).</summary>
    public bool HasTicket => _parts.HasTicket;

    /// <summary>A pre-shared key is offered: in practice a TLS 1.3 session that resumes.</summary>
    public bool HasPreSharedKey => HasExtension(TlsNumbers.PreSharedKey);

    public bool HasEarlyData => HasExtension(TlsNumbers.EarlyData);

    public bool HasGrease => _parts.HasGrease;

    /// <summary>RFC 8446, section 4.2 forbids them; no browser sends any.</summary>
    public bool HasDuplicateExtensions => _parts.HasDuplicateExtensions;

    public bool HasExtension(ushort type) => Extensions.Contains(type);

    /// <param name="handshakeMessage">
    /// The message with its four-byte header and without record headers.
    /// </param>
    public static Outcome<ClientHello, ClientHelloError> Parse(ReadOnlySpan<byte> handshakeMessage)
    {
        var parts = new ClientHelloParts();
        var error = parts.Read(handshakeMessage);
        return error == ClientHelloError.Unset
            ? Outcome<ClientHello, ClientHelloError>.Ok(new ClientHello(parts))
            : Outcome<ClientHello, ClientHelloError>.Fail(error);
    }
}
