using System.IO.Compression;
using System.Text.Json;
using Weir.Decisions.Signals;
using Weir.Fuzz.Building;

namespace Weir.Decisions.Tests.Signals.Coherence;

/// <summary>Hellos of Chrome 71 to 129 and Safari 12 to 17, rebuilt from the shared corpora.</summary>
internal static class BrowserHellos
{
    private const int TlsThirteen = 772;

    public static IEnumerable<(string Looks, ClientHello Hello)> Rows()
    {
        var path = Corpora.FileOrSkip("browsers/clienthellos.jsonl.gz");
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var browser = row.RootElement.GetProperty("browser").GetString()?.Split('-')[1];
            var versions = row.RootElement.GetProperty("versions").EnumerateArray().Select(v => v.GetInt32());
            if (versions.Contains(TlsThirteen))
            {
                yield return (browser == "chrome" ? "chromium" : "safari", Hello(row.RootElement));
            }
        }
    }

    private static ClientHello Hello(JsonElement row)
    {
        var hello = new HelloBuilder { Ciphers = [0x2a2a, .. Numbers(row, "ciphers")] }.With(0x3a3a, []);
        foreach (var extension in Numbers(row, "extensions"))
        {
            hello.With(extension, extension switch
            {
                TlsNumbers.ServerName => HelloBuilder.ServerName("a.test"),
                TlsNumbers.SupportedGroups => HelloBuilder.List16(0x001d),
                TlsNumbers.Alpn => HelloBuilder.Alpn([.. "h2"u8]),
                TlsNumbers.SignatureAlgorithms => HelloBuilder.List16(Numbers(row, "sigalgs")),
                TlsNumbers.KeyShare => HelloBuilder.KeyShares(0x001d),
                TlsNumbers.SupportedVersions => HelloBuilder.List8(0x0304, 0x0303),
                _ => [],
            });
        }

        return Hellos.Parsed(hello);
    }

    private static ushort[] Numbers(JsonElement row, string name) =>
        [.. row.GetProperty(name).EnumerateArray().Select(v => Convert.ToUInt16(v.GetString(), 16))];
}
