using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Weir.Edge.Tests.Configuration;

/// <summary>A folder of its own, with the certificates that the files in good/ and bad/ name.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"weir-test-{Guid.NewGuid():n}");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    public TestFolder WithCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Save(
            "a", new CertificateRequest("CN=example.org", key, HashAlgorithmName.SHA256), key, 2020, 2090,
            "example.org", "*.example.org");
        Save(
            "expired", new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256), key, 2019, 2020,
            "expired.example");
        Save(
            "future", new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256), key, 2099, 2100,
            "future.example");
        Save(
            "rsa",
            new CertificateRequest(
                "CN=rsa.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            rsa,
            2020,
            2090,
            "rsa.example");
        Write("encrypted.key", key.ExportEncryptedPkcs8PrivateKeyPem(
            "word", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)));
        Write("text.pem", "no certificate\n");
        Directory.CreateDirectory(File("folder"));
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Save(
        string name, CertificateRequest request, AsymmetricAlgorithm key,
        int from, int until, params string[] names)
    {
        var san = new SubjectAlternativeNameBuilder();
        foreach (var host in names)
        {
            san.AddDnsName(host);
        }

        request.CertificateExtensions.Add(san.Build());
        using var certificate = request.CreateSelfSigned(Day(from, 1), Day(until, 2));
        Write($"{name}.pem", certificate.ExportCertificatePem());
        Write($"{name}.key", key.ExportPkcs8PrivateKeyPem());
    }

    private static DateTimeOffset Day(int year, int day) => new(year, 1, day, 0, 0, 0, TimeSpan.Zero);
}
