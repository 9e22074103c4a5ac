using System.Globalization;
using System.Security.Cryptography;

namespace Weir.Decisions.Signals;

/// <summary>What carried the ClientHello: the first letter of a JA4.</summary>
public enum Ja4Transport
{
    Unset = 0,
    Tls,
    Quic,
    Dtls,
}

/// <summary>
/// JA4, the fingerprint of a TLS client, after FoxIO's technical details of JA4 (BSD-3). GREASE is ignored
/// wherever it stands, in signature algorithms too. Computed once per connection.
/// </summary>
public static class Ja4
{
    private const string NoHash = "000000000000";
    private const int HashBytes = 6;

    // What a resumed session, an early request or another host's name length adds or takes away.
    private static ReadOnlySpan<ushort> Unstable =>
        [TlsNumbers.Padding, TlsNumbers.SessionTicket, TlsNumbers.PreSharedKey, TlsNumbers.EarlyData];

    /// <summary>
    /// For instance <c>t13d1516h2_8daaf6152771_e5627efa2ab1</c>: transport, newest version, a server name
    /// or not, number of ciphers and of extensions, ALPN; hash of the sorted ciphers; hash of the sorted
    /// extensions (without server name and ALPN) and of the signature algorithms in their order.
    /// </summary>
    public static string Of(ClientHello hello, Ja4Transport transport = Ja4Transport.Tls) =>
        Text(hello, transport, []);

    /// <summary>
    /// <c>tls.stable</c>: an <c>s</c>, then the text of JA4 as it would be if the extensions padding (0015),
    /// session_ticket (0023), pre_shared_key (0029) and early_data (002a) had not been sent: they are
    /// neither counted nor hashed. A session that resumes therefore keeps its value, for instance
    /// <c>st13d1514h2_8daaf6152771_...</c>. The leading letter keeps it from being taken for a JA4.
    /// </summary>
    public static string Stable(ClientHello hello, Ja4Transport transport = Ja4Transport.Tls) =>
        "s" + Text(hello, transport, Unstable);

    private static string Text(ClientHello hello, Ja4Transport transport, ReadOnlySpan<ushort> without)
    {
        var ciphers = Kept(hello.Ciphers, []);
        var extensions = Kept(hello.Extensions, without);
        var signatures = Kept(hello.SignatureAlgorithms, []);
        var serverName = hello.HasExtension(TlsNumbers.ServerName) ? 'd' : 'i';
        var (first, last) = Alpn(hello.FirstAlpn);
        var hashed = Kept(extensions, [TlsNumbers.ServerName, TlsNumbers.Alpn]);
        Array.Sort(ciphers);
        Array.Sort(hashed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Letter(transport)}{Version(hello, transport)}{serverName}{Count(ciphers):00}")
            + $"{Count(extensions):00}{first}{last}_{Hash(ciphers, [])}_{Hash(hashed, signatures)}";
    }

    private static int Count(ushort[] values) => Math.Min(values.Length, 99);

    private static ushort[] Kept(ReadOnlySpan<ushort> values, ReadOnlySpan<ushort> without)
    {
        var kept = new ushort[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (!TlsNumbers.IsGrease(value) && !without.Contains(value))
            {
                kept[count++] = value;
            }
        }

        return kept.AsSpan(0, count).ToArray();
    }

    private static char Letter(Ja4Transport transport) => transport switch
    {
        Ja4Transport.Tls => 't',
        Ja4Transport.Quic => 'q',
        Ja4Transport.Dtls => 'd',
        Ja4Transport.Unset => 't',
        _ => 't',
    };

    // The newest of supported_versions; DTLS counts its versions downwards.
    private static string Version(ClientHello hello, Ja4Transport transport)
    {
        ushort newest = 0;
        foreach (var version in hello.SupportedVersions)
        {
            var newer = transport == Ja4Transport.Dtls ? version < newest : version > newest;
            newest = !TlsNumbers.IsGrease(version) && (newer || newest == 0) ? version : newest;
        }

        return (newest == 0 ? hello.LegacyVersion : newest) switch
        {
            0x0304 => "13",
            0x0303 => "12",
            0x0302 => "11",
            0x0301 => "10",
            0x0300 => "s3",
            0x0002 => "s2",
            0xfeff => "d1",
            0xfefd => "d2",
            0xfefc => "d3",
            _ => "00",
        };
    }

    // First and last character where both are letters or digits, else the first and the last digit of the
    // name in hexadecimal.
    private static (char First, char Last) Alpn(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return ('0', '0');
        }

        var (first, last) = (name[0], name[^1]);
        return char.IsAsciiLetterOrDigit((char)first) && char.IsAsciiLetterOrDigit((char)last)
            ? ((char)first, (char)last)
            : (HexDigit(first >> 4), HexDigit(last & 15));
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);

    // The hexadecimal numbers with commas between, an underscore before the second list if it has any.
    private static string Hash(ReadOnlySpan<ushort> sorted, ReadOnlySpan<ushort> then)
    {
        if (sorted.IsEmpty && then.IsEmpty)
        {
            return NoHash;
        }

        var text = new byte[5 * (sorted.Length + then.Length) + 1];
        var length = Write(sorted, text);
        if (!then.IsEmpty)
        {
            text[length++] = (byte)'_';
            length += Write(then, text.AsSpan(length));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return SHA256.TryHashData(text.AsSpan(0, length), hash, out _)
            ? Convert.ToHexStringLower(hash[..HashBytes])
            : NoHash;
    }

    private static int Write(ReadOnlySpan<ushort> values, Span<byte> text)
    {
        var length = 0;
        foreach (var value in values)
        {
            if (length > 0)
            {
                text[length++] = (byte)',';
            }

            for (var shift = 12; shift >= 0; shift -= 4)
            {
                text[length++] = (byte)HexDigit((value >> shift) & 15);
            }
        }

        return length;
    }
}
