using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Weir.Decisions;

namespace Weir.Edge.Configuration.Reading;

/// <summary>What a check needs to know of a certificate.</summary>
/// <param name="NotBefore">From when it is valid.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="Names">Its subject alternative names, lower case; addresses as text.</param>
internal sealed record CertificateFacts(
    DateTimeOffset NotBefore, DateTimeOffset NotAfter, ImmutableArray<string> Names);

/// <param name="OfKey">Whether the key file is to blame, not the certificate file.</param>
/// <param name="Message">What is wrong, as a clause.</param>
internal readonly record struct CertificateFault(bool OfKey, string Message);

/// <summary>A certificate and its key, read from PEM files and held against each other.</summary>
internal static class CertificateFiles
{
    public static Outcome<CertificateFacts, CertificateFault> Read(string certPath, string keyPath)
    {
        if (!BoundedFile.ReadText(certPath, Limits.CertificateBytes).Try(out var cert, out var certFault))
        {
            return Fail(false, certFault.Message);
        }

        if (!BoundedFile.ReadText(keyPath, Limits.CertificateBytes).Try(out var key, out var keyFault))
        {
            return Fail(true, keyFault.Message);
        }

        var labels = Labels(key);
        if (labels.Contains("ENCRYPTED PRIVATE KEY")
            || key.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            return Fail(true, "the key is encrypted, and nobody is there to type its password");
        }

        return labels.Any(static l => l.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            ? Parse(cert, key)
            : Fail(true, "no private key in PEM in this file");
    }

    [Boundary("The platform reports malformed certificates and keys by throwing")]
    private static Outcome<CertificateFacts, CertificateFault> Parse(string cert, string key)
    {
        var stage = "no certificate in PEM that can be read in this file";
        var ofKey = false;
        try
        {
            using var leaf = X509Certificate2.CreateFromPem(cert);
            (ofKey, stage) = (true, "the key cannot be read, or does not belong to the certificate");
            using var pair = X509Certificate2.CreateFromPem(cert, key);
            (ofKey, stage) = (false, "the names in the certificate cannot be read");
            return Outcome<CertificateFacts, CertificateFault>.Ok(new CertificateFacts(
                leaf.NotBefore.ToUniversalTime(), leaf.NotAfter.ToUniversalTime(), Names(leaf)));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or NotSupportedException)
        {
            return Fail(ofKey, stage);
        }
    }

    private static ImmutableArray<string> Names(X509Certificate2 leaf) =>
    [
        .. leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(static san =>
            san.EnumerateDnsNames().Select(static n => n.ToLowerInvariant())
                .Concat(san.EnumerateIPAddresses().Select(static a => a.ToString()))),
    ];

    private static List<string> Labels(string pem)
    {
        var labels = new List<string>();
        for (var rest = pem.AsSpan();
            PemEncoding.TryFind(rest, out var fields);
            rest = rest[fields.Location.End..])
        {
            labels.Add(rest[fields.Label].ToString());
        }

        return labels;
    }

    private static Outcome<CertificateFacts, CertificateFault> Fail(bool ofKey, string message) =>
        Outcome<CertificateFacts, CertificateFault>.Fail(new CertificateFault(ofKey, message));
}

/// <summary>Whole files as text, never more of them than is allowed.</summary>
internal static class BoundedFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    [Boundary("The file system reports what it cannot do by throwing")]
    public static Outcome<string, TextFault> ReadText(string path, int most)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return new TextFault($"'{path}' is a folder").As<string>();
            }

            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(stream.CanSeek ? stream.Length : most, most) + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > most)
            {
                return new TextFault($"'{path}' has more than {most} bytes").As<string>();
            }

            var text = StrictUtf8.GetString(bytes, 0, count);
            return Outcome<string, TextFault>.Ok(text.StartsWith('\uFEFF') ? text[1..] : text);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new TextFault($"there is no file '{path}'").As<string>();
        }
        catch (UnauthorizedAccessException)
        {
            return new TextFault($"'{path}' may not be read by this user").As<string>();
        }
        catch (DecoderFallbackException)
        {
            return new TextFault($"'{path}' is not UTF-8 text").As<string>();
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return new TextFault($"'{path}' cannot be read ({e.GetType().Name})").As<string>();
        }
    }
}
