namespace Weir.Decisions.Signals;

/// <summary>Why bytes are no ClientHello.</summary>
[MustUse]
public enum ClientHelloError
{
    Unset = 0,

    /// <summary>Over <see cref="Limits.ClientHelloBytes"/>.</summary>
    TooLarge,

    /// <summary>The handshake type is another.</summary>
    NotClientHello,

    /// <summary>Fewer bytes than a length announces.</summary>
    Truncated,

    /// <summary>Bytes after the end of the message.</summary>
    TrailingBytes,

    BadSessionId,
    BadCipherSuites,
    BadCompressionMethods,
    BadExtensions,
    BadServerName,
    BadAlpn,
    BadSupportedVersions,
    BadSignatureAlgorithms,
    BadGroups,
    BadKeyShare,
}

public static class ClientHelloErrors
{
    /// <summary>A few plain words for people.</summary>
    public static string Text(this ClientHelloError error) => error switch
    {
        ClientHelloError.TooLarge => $"longer than {Limits.ClientHelloBytes} bytes",
        ClientHelloError.NotClientHello => "not a ClientHello",
        ClientHelloError.Truncated => "truncated",
        ClientHelloError.TrailingBytes => "bytes after the end of the message",
        ClientHelloError.BadSessionId => "malformed session id",
        ClientHelloError.BadCipherSuites => "malformed cipher suites",
        ClientHelloError.BadCompressionMethods => "malformed compression methods",
        ClientHelloError.BadExtensions => "malformed extensions",
        ClientHelloError.BadServerName => "malformed server_name",
        ClientHelloError.BadAlpn => "malformed ALPN",
        ClientHelloError.BadSupportedVersions => "malformed supported_versions",
        ClientHelloError.BadSignatureAlgorithms => "malformed signature_algorithms",
        ClientHelloError.BadGroups => "malformed supported_groups",
        ClientHelloError.BadKeyShare => "malformed key_share",
        ClientHelloError.Unset => "not read",
        _ => "not read",
    };
}
