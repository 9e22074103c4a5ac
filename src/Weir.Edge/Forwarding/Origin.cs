using System.Security.Cryptography.X509Certificates;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;
using Yarp.ReverseProxy.Forwarder;

namespace Weir.Edge.Forwarding;

/// <summary>
/// What makes two configurations mean the same origin: then connections and health carry over.
/// </summary>
internal readonly record struct OriginKey(
    string Site, OriginSettings Settings, OriginTimeouts Timeouts, HealthSettings Health, OriginHost Host);

/// <summary>One origin of one site: its connections, its health and how to ask it.</summary>
internal sealed class Origin : IDisposable
{
    private readonly OriginProbe? _probe;

    public Origin(in OriginKey key, TimeProvider time, IEdgeLog log, X509ChainPolicy? trust)
    {
        Key = key;
        var address = key.Settings.Address;
        var scheme = key.Settings.Protocol == OriginProtocol.Tls ? "https" : "http";
        Prefix = $"{scheme}://{address.IdnHostAndPort()}";
        Address = address.OriginalString;
        Health = new OriginHealth(Address, key.Health, time, log);
        Invoker = OriginTransport.Create(key.Settings, key.Timeouts.Connect, trust);
        var (version, policy) = OriginTransport.VersionOf(key.Settings.Protocol);
        Plain = new ForwarderRequestConfig
        {
            ActivityTimeout = key.Timeouts.Idle, Version = version, VersionPolicy = policy,
        };
        Upgraded = Plain with { ActivityTimeout = key.Timeouts.UpgradedIdle };
        if (key.Health.Path is { } path)
        {
            _probe = new OriginProbe(this, new Uri(Prefix + path), key.Health, time);
        }
    }

    public OriginKey Key { get; }

    /// <summary>As configured.</summary>
    public string Address { get; }

    /// <summary>
    /// Scheme and authority as a request needs them; h2c is a way to speak, not a scheme of HTTP.
    /// </summary>
    public string Prefix { get; }

    public HttpMessageInvoker Invoker { get; }

    public OriginHealth Health { get; }

    public OriginTimeouts Timeouts => Key.Timeouts;

    public bool KeepsHost => Key.Host != OriginHost.Origin;

    public ForwarderRequestConfig Plain { get; }

    public ForwarderRequestConfig Upgraded { get; }

    /// <summary>Site forwarders that use it; guarded by the pool's lock.</summary>
    public int Users { get; set; }

    public void UpgradeAccepted() => Health.Succeeded(Health.Now());

    public void Dispose()
    {
        _probe?.Dispose();
        Invoker.Dispose();
    }
}

internal static class OriginAddress
{
    /// <summary>
    /// The authority, in the form that goes on the wire: IPv6 in brackets, the default port left out.
    /// </summary>
    public static string IdnHostAndPort(this Uri address)
    {
        var host = address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        return address.Port < 0 || address.IsDefaultPort ? host : $"{host}:{address.Port}";
    }
}
