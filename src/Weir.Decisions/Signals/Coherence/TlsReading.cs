namespace Weir.Decisions.Signals.Coherence;

/// <summary>
/// The structure of one ClientHello. Padding, tickets, pre-shared keys and early data are not counted, so
/// that a session that resumes reads as a fresh one does.
/// </summary>
public sealed record TlsReading
{
    private const ushort RecordSizeLimit = 0x001c;
    private const ushort CompressCertificate = 0x001b;
    private const ushort DelegatedCredentials = 0x0022;
    private const ushort EncryptedClientHello = 0xfe0d;
    private const ushort OldApplicationSettings = 0x4469;
    private const ushort ApplicationSettings = 0x44cd;

    // X25519MLKEM768, and the draft that browsers sent before it.
    private const ushort PostQuantumGroup = 0x11ec;
    private const ushort OldPostQuantumGroup = 0x6399;

    public TlsReading(ClientHello hello)
    {
        Stack = TlsLooks.Like(hello);
        Version = NewestVersion(hello);
        Grease = hello.HasGrease;
        Ciphers = Count(hello.Ciphers, countUnstable: true);
        Extensions = Count(hello.Extensions, countUnstable: false);
        OffersHttp2 = hello.Alpn.Contains("h2");
        HasAlpn = hello.Alpn.Count > 0;
        Resumes = hello.HasPreSharedKey || hello.HasTicket;
        PostQuantum = hello.Groups.Contains(PostQuantumGroup) || hello.Groups.Contains(OldPostQuantumGroup);
        CompressesCertificates = hello.HasExtension(CompressCertificate);
        Settings = hello.HasExtension(ApplicationSettings) || hello.HasExtension(OldApplicationSettings);
        EncryptedHello = hello.HasExtension(EncryptedClientHello);
        LimitsRecords = hello.HasExtension(RecordSizeLimit);
        Delegates = hello.HasExtension(DelegatedCredentials);
        NamesServer = hello.HasExtension(TlsNumbers.ServerName);
    }

    public TlsStack Stack { get; }

    /// <summary>1.3 as 13; 0 where it is none of SSL 3 to TLS 1.3.</summary>
    public int Version { get; }

    public bool Grease { get; }

    /// <summary>Without GREASE.</summary>
    public int Ciphers { get; }

    /// <summary>Without GREASE and without what resumption and padding add.</summary>
    public int Extensions { get; }

    public bool OffersHttp2 { get; }

    public bool HasAlpn { get; }

    public bool Resumes { get; }

    public bool PostQuantum { get; }

    public bool CompressesCertificates { get; }

    /// <summary>ALPS, which only Chromium sends.</summary>
    public bool Settings { get; }

    public bool EncryptedHello { get; }

    public bool LimitsRecords { get; }

    public bool Delegates { get; }

    public bool NamesServer { get; }

    private static int NewestVersion(ClientHello hello)
    {
        ushort newest = 0;
        foreach (var version in hello.SupportedVersions)
        {
            newest = TlsNumbers.IsGrease(version) ? newest : Math.Max(newest, version);
        }

        return (newest == 0 ? hello.LegacyVersion : newest) switch
        {
            0x0304 => 13,
            0x0303 => 12,
            0x0302 => 11,
            0x0301 => 10,
            0x0300 => 3,
            _ => 0,
        };
    }

    private static int Count(ReadOnlySpan<ushort> values, bool countUnstable)
    {
        var count = 0;
        foreach (var value in values)
        {
            var unstable = value is TlsNumbers.Padding or TlsNumbers.SessionTicket or TlsNumbers.PreSharedKey
                or TlsNumbers.EarlyData;
            count += TlsNumbers.IsGrease(value) || (unstable && !countUnstable) ? 0 : 1;
        }

        return count;
    }
}
