using System.Collections.Frozen;
using System.Collections.Immutable;
using Weir.Edge.Configuration;

namespace Weir.Edge.Listening;

/// <summary>The certificates of one listener, immutable: which one answers for a server name.</summary>
internal sealed class CertificateSet
{
    private readonly FrozenDictionary<string, LoadedCertificate> _exact;
    private readonly FrozenDictionary<string, LoadedCertificate> _wildcard;
    private readonly UnknownHost _unknownHost;

    public CertificateSet(ImmutableArray<LoadedCertificate> certificates, UnknownHost unknownHost)
    {
        Certificates = certificates;
        _unknownHost = unknownHost;
        var exact = new Dictionary<string, LoadedCertificate>(StringComparer.OrdinalIgnoreCase);
        var wildcard = new Dictionary<string, LoadedCertificate>(StringComparer.OrdinalIgnoreCase);
        foreach (var certificate in certificates)
        {
            foreach (var host in certificate.Hosts)
            {
                // The first that claims a name keeps it, as the order of the file says.
                _ = host.StartsWith("*.", StringComparison.Ordinal)
                    ? wildcard.TryAdd(host[2..], certificate)
                    : exact.TryAdd(host, certificate);
            }
        }

        _exact = exact.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _wildcard = wildcard.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<LoadedCertificate> Certificates { get; }

    /// <param name="serverName">Of our own reading of the hello, or null where it has none.</param>
    /// <returns>Null where the listener refuses hosts it does not know.</returns>
    public LoadedCertificate? Select(string? serverName)
    {
        if (serverName is not null)
        {
            if (_exact.TryGetValue(serverName, out var exact))
            {
                return exact;
            }

            // A wildcard covers exactly one label (RFC 9525, section 6.3).
            var dot = serverName.IndexOf('.');
            if (dot > 0 && _wildcard.TryGetValue(serverName[(dot + 1)..], out var wildcard))
            {
                return wildcard;
            }

            if (_exact.TryGetValue("*", out var any))
            {
                return any;
            }
        }

        return _unknownHost == UnknownHost.Refuse || Certificates.IsEmpty ? null : Certificates[0];
    }
}
