using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Weir.Decisions;
using Weir.Edge.Configuration;

namespace Weir.Edge.Listening;

/// <summary>
/// The certificate of a node that has none of its own: made on first run for the names of this
/// machine's loopback, kept in the data folder, made again a week before it ends.
/// </summary>
public static class DevelopmentCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(7);

    /// <param name="keysFolder">The folder <c>keys</c> of the data folder; exists.</param>
    /// <param name="time">The clock.</param>
    [Boundary("files and key generation speak in exceptions")]
    public static Outcome<CertificateSettings, CertificateError> LoadOrCreate(
        string keysFolder, TimeProvider time)
    {
        var settings = new CertificateSettings(
            ["*", "localhost"],
            Path.Combine(keysFolder, "development.pem"),
            Path.Combine(keysFolder, "development.key"));
        try
        {
            var now = time.GetUtcNow();
            if (!IsCurrent(settings, now))
            {
                Write(settings, now);
            }

            return Outcome<CertificateSettings, CertificateError>.Ok(settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Outcome<CertificateSettings, CertificateError>.Fail(
                new CertificateError($"{settings.Cert}: {e.Message}"));
        }
    }

    private static bool IsCurrent(CertificateSettings settings, DateTimeOffset now) =>
        File.Exists(settings.Cert)
        && LoadedCertificate.Load(settings).Match(
            found => found.NotAfter - now > RenewBefore, static _ => false);

    private static void Write(CertificateSettings settings, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Weir development", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        WriteWhole(settings.Key, key.ExportPkcs8PrivateKeyPem());
        WriteWhole(settings.Cert, certificate.ExportCertificatePem());
    }

    /// <summary>Under a temporary name first: a reader sees the whole file or none.</summary>
    private static void WriteWhole(string path, string text)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(path: temporary, options))
        {
            file.Write(text);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
