namespace Weir.Decisions.Signals;

/// <summary>
/// How far a ClientHello has been put together. Everything but <see cref="NeedMore"/> is final.
/// </summary>
[MustUse]
public enum AssemblyStatus
{
    /// <summary>Nothing was looked at yet.</summary>
    Unset = 0,

    /// <summary>What came so far may be the start of a ClientHello.</summary>
    NeedMore,

    /// <summary>The whole handshake message is there.</summary>
    Complete,

    /// <summary>The first bytes are no TLS handshake record, for instance plain HTTP on a TLS port.</summary>
    NotTls,

    /// <summary>A handshake record, but of another message.</summary>
    NotClientHello,

    /// <summary>
    /// A record that RFC 8446, section 5.1 forbids: empty, over-long, or of another type in between.
    /// </summary>
    Malformed,

    /// <summary>The message or its records would exceed <see cref="Limits.ClientHelloBytes"/>.</summary>
    TooLarge,
}
