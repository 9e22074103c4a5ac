using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Weir.Edge.Configuration;

namespace Weir.Edge.Tests.Tls;

/// <summary>A folder of certificates, each for the names it is asked for and with a key of its own.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-tls-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes <c>NAME.pem</c> and <c>NAME.key</c>, in place of those that were there.</summary>
    public CertificateSettings Issue(string name, params string[] hosts) => Issue(name, 30, hosts);

    /// <param name="name">Of the files.</param>
    /// <param name="days">From now until it ends.</param>
    /// <param name="hosts">The first is its subject as well.</param>
    public CertificateSettings Issue(string name, int days, params string[] hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hosts[0]}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(days));
        System.IO.File.WriteAllText(File($"{name}.pem"), certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(File($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        return new CertificateSettings([.. hosts], File($"{name}.pem"), File($"{name}.key"));
    }

    /// <summary>Writes this text over a file, or removes the file.</summary>
    public void Break(string name, string? text)
    {
        System.IO.File.Delete(File(name));
        if (text is not null)
        {
            System.IO.File.WriteAllText(File(name), text);
        }
    }

    /// <summary>The thumbprint of what a file holds.</summary>
    public string Thumbprint(string name)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(File($"{name}.pem"));
        return certificate.Thumbprint;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
