using System.Collections.Immutable;
using System.Net;

namespace Weir.Edge.Configuration;

public sealed record ListenerSettings
{
    public required IPEndPoint Address { get; init; }

    public ListenerProtocol Protocol { get; init; } = ListenerProtocol.Http1;

    /// <summary>Null on a cleartext address.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Where nothing else is asked for: 127.0.0.1, 8080 in cleartext and 8443 with TLS.</summary>
    public static ImmutableArray<ListenerSettings> Defaults { get; } =
    [
        new ListenerSettings { Address = new IPEndPoint(IPAddress.Loopback, 8080) },
        new ListenerSettings { Address = new IPEndPoint(IPAddress.Loopback, 8443), Tls = new TlsSettings() },
    ];
}

public enum ListenerProtocol
{
    Unset = 0,

    /// <summary>HTTP/1.1, and HTTP/2 as well where there is TLS to agree on it.</summary>
    Http1,

    /// <summary>HTTP/2 in cleartext with prior knowledge, and nothing else.</summary>
    H2c,
}

public sealed record TlsSettings
{
    /// <summary>Empty: a development certificate made on first run.</summary>
    public ImmutableArray<CertificateSettings> Certificates { get; init; } = [];

    public TlsMinimum MinVersion { get; init; } = TlsMinimum.Tls12;

    public UnknownHost UnknownHost { get; init; } = UnknownHost.Default;
}

/// <param name="Hosts">Names this certificate answers for; <c>*.example.org</c> covers one label.</param>
/// <param name="Cert">A PEM file with the chain, leaf first.</param>
/// <param name="Key">A PEM file with the private key.</param>
public sealed record CertificateSettings(ImmutableArray<string> Hosts, string Cert, string Key);

public enum TlsMinimum
{
    Unset = 0,
    Tls12,
    Tls13,
}

/// <summary>What a hello without a name, or with one that no certificate covers, gets.</summary>
public enum UnknownHost
{
    Unset = 0,

    /// <summary>The first certificate of the listener.</summary>
    Default,

    /// <summary>A closed connection.</summary>
    Refuse,
}
