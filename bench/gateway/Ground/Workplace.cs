using System.Diagnostics;

namespace Weir.Bench.Gateway.Ground;

/// <summary>
/// The temporary folder of a run with the one certificate that every peer shows; gone on dispose.
/// </summary>
internal sealed class Workplace : IDisposable
{
    private readonly string _folder;

    private Workplace(string folder) => _folder = folder;

    public string Certificate => File("tls.crt");

    public string Key => File("tls.key");

    /// <summary>Certificate and key in one file, as haproxy reads them.</summary>
    public string CertificateWithKey => File("tls.pem");

    public string File(string name) => Path.Combine(_folder, name);

    public string Folder(string name) => Directory.CreateDirectory(File(name)).FullName;

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public static async Task<Workplace> CreateAsync(Tools tools, CancellationToken stop)
    {
        var place = new Workplace(Directory.CreateTempSubdirectory("weir-bench-").FullName);
        try
        {
            await place.MakeCertificateAsync(tools.OpenSsl, stop);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException problem)
        {
            Console.Error.WriteLine($"could not remove {_folder}: {problem.Message}");
        }
    }

    private async Task MakeCertificateAsync(string openssl, CancellationToken stop)
    {
        var start = new ProcessStartInfo(openssl,
        [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", Key, "-out", Certificate,
        ]);
        var made = await Capture.RunAsync(start, TimeSpan.FromSeconds(30), stop);
        if (made.ExitCode != 0)
        {
            throw new BenchException($"openssl made no certificate: {made.Error.Trim()}");
        }

        Write("tls.pem", System.IO.File.ReadAllText(Certificate) + System.IO.File.ReadAllText(Key));
    }
}
