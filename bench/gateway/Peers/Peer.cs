using Weir.Bench.Gateway.Ground;

namespace Weir.Bench.Gateway.Peers;

/// <param name="Clear">HTTP/1.1 without TLS.</param>
/// <param name="Tls">HTTP/1.1 and HTTP/2, chosen by ALPN.</param>
/// <param name="Count">Where a .NET peer tells the bytes it allocated; unused by the others.</param>
internal sealed record PeerPorts(int Clear, int Tls, int Count);

/// <summary>
/// One proxy of the comparison: how to start it and what to ask it. It holds no running process.
/// </summary>
internal sealed record Peer(string Name, CommandLine Command, PeerPorts Ports, AllocationSource Allocations)
{
    /// <summary>
    /// Whether its children do other work than forwarding, at their own time: they are counted apart.
    /// </summary>
    public bool HasBeside { get; init; }
}

internal enum AllocationSource
{
    Unset = 0,

    /// <summary>Not a .NET program.</summary>
    None,

    /// <summary>One decimal line on connect (<c>bench/peers/Shared</c>).</summary>
    CountPort,

    /// <summary><c>weir_process_allocated_bytes_total</c> at <c>/metrics</c>.</summary>
    Metrics,
}

internal static class PeerNames
{
    public const string Nginx = "nginx";
    public const string Haproxy = "haproxy";
    public const string Caddy = "caddy";
    public const string Yarp = "yarp";
    public const string Forwarder = "forwarder";
    public const string ForwarderInline = "forwarder-inline";
    public const string Weir = "weir";
    public const string WeirInline = "weir-inline";

    public static readonly IReadOnlyList<string> All =
        [Nginx, Haproxy, Caddy, Yarp, Forwarder, ForwarderInline, Weir, WeirInline];

    public static string Describe(string name) => name switch
    {
        Yarp => "YARP, default",
        Forwarder => "`IHttpForwarder` alone",
        ForwarderInline => "`IHttpForwarder` alone, inline",
        Weir => "**Weir, everything on**",
        WeirInline => "**Weir, everything on, inline**",
        _ => name,
    };
}
