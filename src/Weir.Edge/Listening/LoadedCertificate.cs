using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Weir.Decisions;
using Weir.Edge.Configuration;

namespace Weir.Edge.Listening;

/// <summary>A certificate with its chain and key, ready to serve, and the names it answers for.</summary>
public sealed record LoadedCertificate(
    ImmutableArray<string> Hosts, SslStreamCertificateContext Context, DateTimeOffset NotAfter)
{
    /// <summary>Reads both PEM files; the error is a sentence that names the file.</summary>
    [Boundary("files and PEM readers speak in exceptions")]
    public static Outcome<LoadedCertificate, CertificateError> Load(CertificateSettings settings)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(settings.Cert, settings.Key);

            // On some platforms TLS refuses a key that lives in memory only: go through PKCS #12 once.
            var leaf = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(settings.Cert);
            var intermediates = new X509Certificate2Collection(
                chain.Where(c => !c.Thumbprint.Equals(leaf.Thumbprint, StringComparison.Ordinal)).ToArray());
            var context = SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
            return Outcome<LoadedCertificate, CertificateError>.Ok(
                new LoadedCertificate(
                    settings.Hosts, context, new DateTimeOffset(leaf.NotAfter.ToUniversalTime())));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException
            or ArgumentException or NotSupportedException)
        {
            return Outcome<LoadedCertificate, CertificateError>.Fail(
                new CertificateError($"{settings.Cert} with {settings.Key}: {e.Message}"));
        }
    }
}

/// <param name="Message">One sentence that names the file.</param>
public readonly record struct CertificateError(string Message);
