using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Weir.Bench.Peers;

/// <summary>
/// What the runner tells a peer, as <c>--name value</c> pairs; a missing one ends the peer at once.
/// </summary>
internal sealed record PeerSettings(int ClearPort, int TlsPort, int CountPort, string Origin, bool Inline,
    X509Certificate2 Certificate)
{
    public static PeerSettings From(IConfiguration from) => new(
        Port(from, "clear-port"),
        Port(from, "tls-port"),
        Port(from, "count-port"),
        Text(from, "origin"),
        from["inline"] == "true",
        X509Certificate2.CreateFromPemFile(Text(from, "cert"), Text(from, "key")));

    private static int Port(IConfiguration from, string name) =>
        int.Parse(Text(from, name), CultureInfo.InvariantCulture);

    private static string Text(IConfiguration from, string name) =>
        from[name] ?? throw new ArgumentException($"--{name} is missing");
}
