using System.Net;
using Weir.Decisions;

namespace Weir.Edge.Configuration;

public sealed record AdminSettings
{
    /// <summary>Null: no TCP address, the socket only.</summary>
    public IPEndPoint? Address { get; init; } = new(IPAddress.Loopback, 9090);

    /// <summary>
    /// A certificate for an address that is not loopback; such an address is refused without one.
    /// </summary>
    public CertificateSettings? Certificate { get; init; }
}

/// <summary>
/// The limits that an operator may change, under the names of <see cref="Decisions.Limits"/>.
/// </summary>
public sealed record LimitSettings
{
    public int Connections { get; init; } = Limits.Connections;

    public int ConnectionsPerAddress { get; init; } = Limits.ConnectionsPerAddress;

    public int RequestLineBytes { get; init; } = Limits.RequestLineBytes;

    public int HeaderBytes { get; init; } = Limits.HeaderBytes;

    public int HeaderLines { get; init; } = Limits.HeaderLines;

    public TimeSpan HeaderTime { get; init; } = Limits.HeaderTime;

    public TimeSpan KeepAlive { get; init; } = Limits.KeepAlive;

    public int Http2Streams { get; init; } = Limits.Http2Streams;

    public int Http2Resets { get; init; } = Limits.Http2Resets;

    public TimeSpan ClientHelloTime { get; init; } = Limits.ClientHelloTime;
}

/// <summary>OpenTelemetry over OTLP; off where <see cref="Endpoint"/> is null.</summary>
public sealed record TelemetrySettings
{
    public Uri? Endpoint { get; init; }

    public bool Metrics { get; init; } = true;

    /// <summary>The share of requests traced, 0 to 1.</summary>
    public double TraceShare { get; init; }
}
