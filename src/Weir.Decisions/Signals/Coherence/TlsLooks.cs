namespace Weir.Decisions.Signals.Coherence;

/// <summary>
/// Which library wrote a ClientHello, by rules over its structure: which extensions only one library sends,
/// and in which order it names its ciphers. Written from recorded hellos; nothing here is learnt.
/// </summary>
internal static class TlsLooks
{
    private const ushort SignedTimestamps = 0x0012;
    private const ushort StatusRequest = 0x0005;
    private const ushort StatusRequestV2 = 0x0011;
    private const ushort EncryptThenMac = 0x0016;
    private const ushort ExtendedMasterSecret = 0x0017;
    private const ushort CompressCertificate = 0x001b;
    private const ushort RecordSizeLimit = 0x001c;
    private const ushort DelegatedCredentials = 0x0022;
    private const ushort SignatureAlgorithmsCert = 0x0032;
    private const ushort NextProtocol = 0x3374;
    private const ushort ChannelId = 0x7550;
    private const ushort OldApplicationSettings = 0x4469;
    private const ushort ApplicationSettings = 0x44cd;
    private const ushort RenegotiationInfo = 0xff01;

    private const ushort Aes128 = 0x1301;
    private const ushort Aes256 = 0x1302;
    private const ushort ChaCha = 0x1303;
    private const ushort EcdsaAes128Cbc = 0xc009;
    private const ushort EcdsaAes256Cbc = 0xc00a;
    private const ushort EcdsaAes128Gcm = 0xc02b;
    private const ushort EcdsaAes256Gcm = 0xc02c;
    private const ushort RenegotiationSignal = 0x00ff;

    public static TlsStack Like(ClientHello hello)
    {
        if (hello.HasGrease)
        {
            return Greased(hello);
        }

        if (hello.HasExtension(RecordSizeLimit))
        {
            // GnuTLS also sends encrypt-then-MAC or CCM ciphers, which NSS never had.
            return hello.HasExtension(EncryptThenMac) || !StartsWith(hello, Aes128, ChaCha)
                ? TlsStack.GnuTls
                : hello.HasExtension(DelegatedCredentials) ? TlsStack.Firefox : TlsStack.Nss;
        }

        if (hello.HasExtension(StatusRequestV2) || (hello.HasExtension(SignatureAlgorithmsCert)
            && StartsWith(hello, Aes256, Aes128)))
        {
            return TlsStack.Java;
        }

        if (hello.HasExtension(EncryptThenMac))
        {
            return TlsStack.OpenSsl;
        }

        return Plain(hello);
    }

    // BoringSSL and Apple's library reserve values at random, as RFC 8701 asks; Apple's needs no tickets, and
    // still has CBC ciphers with ECDSA that Chromium dropped.
    private static TlsStack Greased(ClientHello hello)
    {
        if (hello.HasExtension(ApplicationSettings) || hello.HasExtension(OldApplicationSettings)
            || hello.HasExtension(ChannelId))
        {
            return TlsStack.Chromium;
        }

        var ecdsaCbc = hello.Ciphers.Contains(EcdsaAes128Cbc) || hello.Ciphers.Contains(EcdsaAes256Cbc);
        if (ecdsaCbc && !hello.HasExtension(TlsNumbers.SessionTicket))
        {
            return TlsStack.Safari;
        }

        return hello.HasExtension(CompressCertificate) && hello.HasExtension(SignedTimestamps)
            && Before(hello, EcdsaAes128Gcm, EcdsaAes256Gcm)
                ? TlsStack.Chromium
                : TlsStack.BoringSsl;
    }

    private static TlsStack Plain(ClientHello hello)
    {
        var ciphers = hello.Ciphers;
        if (!ciphers.IsEmpty && ciphers[0] == EcdsaAes128Gcm && hello.HasExtension(StatusRequest)
            && hello.HasExtension(SignedTimestamps) && hello.HasExtension(RenegotiationInfo)
            && (ciphers[^1] is Aes128 or Aes256 or ChaCha || !ciphers.Contains(Aes128)))
        {
            return TlsStack.Go;
        }

        // The older Safari did not reserve values but asked for the next protocol its own way.
        if (hello.HasExtension(NextProtocol) && hello.HasExtension(SignedTimestamps)
            && ciphers.Contains(EcdsaAes256Cbc))
        {
            return TlsStack.Safari;
        }

        if (StartsWith(hello, Aes128, ChaCha))
        {
            return TlsStack.Nss;
        }

        if (StartsWith(hello, Aes256, Aes128) || StartsWith(hello, Aes256, ChaCha))
        {
            return AfterTls13(hello);
        }

        return StartsWith(hello, Aes128, Aes256) && hello.HasExtension(RenegotiationInfo)
            ? TlsStack.BoringSsl
            : hello.Ciphers.Contains(RenegotiationSignal) ? TlsStack.OpenSsl : TlsStack.Other;
    }

    private static TlsStack AfterTls13(ClientHello hello)
    {
        if (hello.Ciphers.Length <= 10 && hello.HasExtension(StatusRequest))
        {
            return TlsStack.Rustls;
        }

        return hello.HasExtension(RenegotiationInfo) && hello.HasExtension(StatusRequest)
            && hello.HasExtension(ExtendedMasterSecret)
                ? TlsStack.Schannel
                : TlsStack.OpenSsl;
    }

    private static bool StartsWith(ClientHello hello, ushort first, ushort second) =>
        hello.Ciphers.Length >= 2 && hello.Ciphers[0] == first && hello.Ciphers[1] == second;

    private static bool Before(ClientHello hello, ushort first, ushort second)
    {
        var at = hello.Ciphers.IndexOf(first);
        return at >= 0 && at < hello.Ciphers.IndexOf(second);
    }
}
