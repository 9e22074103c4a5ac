using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.ObjectPool;
using Weir.Decisions;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;
using Yarp.ReverseProxy.Forwarder;

namespace Weir.Edge.Forwarding;

/// <summary>
/// Makes the forwarders of all sites. To apply a new configuration, create the new forwarder, switch
/// requests to it, then dispose the old: origins that both have keep their connections and health.
/// </summary>
/// <param name="forwarder">The library's forwarder; see <see cref="CreateForwarder"/>.</param>
/// <param name="log">Where origins that go and come back are told.</param>
/// <param name="time">The clock of health.</param>
/// <param name="trust">Which certificates of origins are trusted; null for the system's trust.</param>
public sealed class SiteForwarderFactory(
    IHttpForwarder forwarder, IEdgeLog log, TimeProvider time, X509ChainPolicy? trust = null)
{
    private readonly OriginPool _origins = new(time, log, trust);

    private readonly DefaultObjectPool<Exchange> _exchanges =
        new(new ExchangePolicy(), Limits.PooledExchanges);

    public ISiteForwarder Create(SiteSettings site) => Open(site);

    /// <summary>
    /// The library's forwarder without its own log: it writes a line with a stack for each failed request,
    /// unbounded, and what it says comes back as a <see cref="ForwardResult"/> anyway.
    /// </summary>
    public static IHttpForwarder CreateForwarder() =>
        new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddHttpForwarder()
            .BuildServiceProvider()
            .GetRequiredService<IHttpForwarder>();

    internal SiteForwarder Open(SiteSettings site)
    {
        var origins = new Origin[site.Origins.Length];
        for (var i = 0; i < origins.Length; i++)
        {
            origins[i] = _origins.Acquire(
                new OriginKey(site.Id, site.Origins[i], site.Timeouts, site.Health, site.OriginHost));
        }

        return new SiteForwarder(this, site, origins);
    }

    internal IHttpForwarder Forwarder { get; } = forwarder;

    internal IEdgeLog Log { get; } = log;

    internal ObjectPool<Exchange> Exchanges => _exchanges;

    internal int OpenOrigins => _origins.Count;

    internal void Release(Origin[] origins)
    {
        foreach (var origin in origins)
        {
            _origins.Release(origin);
        }
    }

    private sealed class ExchangePolicy : PooledObjectPolicy<Exchange>
    {
        public override Exchange Create() => new();

        public override bool Return(Exchange obj)
        {
            obj.End();
            return true;
        }
    }
}
