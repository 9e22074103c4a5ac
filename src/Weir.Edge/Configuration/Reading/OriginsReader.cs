using System.Collections.Immutable;
using System.Net;
using Weir.Decisions;

namespace Weir.Edge.Configuration.Reading;

/// <summary>A site's origins, and how they are spoken to and watched.</summary>
internal static class OriginsReader
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    public static ImmutableArray<OriginSettings> Read(MapReader site, NodeSettings node)
    {
        if (!site.Require("origins", out var field, "such as 'origins: [\"http://127.0.0.1:9000\"]'"))
        {
            return [];
        }

        var items = site.Items(field, "a list of origins", Limits.OriginsPerSite, "OriginsPerSite");
        if (items.IsEmpty && field.Value is Yaml.YamlList)
        {
            site.Problems.Error(
                field, "a site needs at least one origin", "such as \"http://127.0.0.1:9000\"");
        }

        var origins = ImmutableArray.CreateBuilder<OriginSettings>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!site.Text(item, "an origin such as http://127.0.0.1:9000", out var text))
            {
                continue;
            }

            if (!OriginAddress.Read(text).Try(out var origin, out var fault))
            {
                site.Problems.Error(item, fault);
            }
            else if (!known.Add(OriginAddress.Key(origin)))
            {
                site.Problems.Error(item, $"the origin '{text}' is listed twice", "remove one");
            }
            else if (Loop(origin.Address, node) is { } loop)
            {
                site.Problems.Error(item, $"the origin '{text}' is {loop}");
            }
            else
            {
                origins.Add(origin);
            }
        }

        return origins.ToImmutable();
    }

    public static OriginTimeouts Timeouts(MapReader site)
    {
        var defaults = new OriginTimeouts();
        if (!site.TryOpen("timeouts", KnownKeys.Timeouts, out var map))
        {
            return defaults;
        }

        return new OriginTimeouts
        {
            Connect = map.Duration("connect", defaults.Connect, Shortest, Limits.Ceilings.OriginConnect),
            FirstByte = map.Duration(
                "first_byte", defaults.FirstByte, Shortest, Limits.Ceilings.OriginFirstByte),
            Idle = map.Duration("idle", defaults.Idle, Shortest, Limits.Ceilings.OriginIdle),
            UpgradedIdle = map.Duration(
                "upgraded_idle", defaults.UpgradedIdle, Shortest, Limits.Ceilings.UpgradedIdle),
        };
    }

    public static HealthSettings Health(MapReader site)
    {
        var defaults = new HealthSettings();
        if (!site.TryOpen("health", KnownKeys.Health, out var map, "write '{ path: /health }'"))
        {
            return defaults;
        }

        var health = new HealthSettings
        {
            Path = HealthPath(map),
            Interval = map.Duration(
                "interval", defaults.Interval, TimeSpan.FromMilliseconds(100),
                Limits.Ceilings.HealthInterval),
            Timeout = map.Duration("timeout", defaults.Timeout, Shortest, Limits.Ceilings.HealthTimeout),
            Failures = map.Whole("failures", defaults.Failures, 1, Limits.Ceilings.HealthFailures),
            Aside = map.Duration("aside", defaults.Aside, Shortest, Limits.Ceilings.Aside),
        };
        foreach (var active in (ReadOnlySpan<string>)["interval", "timeout"])
        {
            if (map.TryGet(active, out var field) && !map.TryGet("path", out _))
            {
                map.Problems.Warning(field, $"'{active}' does nothing without 'path'", "add 'path: /health'");
            }
        }

        return health;
    }

    private static string? HealthPath(MapReader map)
    {
        if (!map.TryGet("path", out var field) || !map.Text(field, "a path such as /health", out var path))
        {
            return null;
        }

        if (path[0] == '/' && path.All(static c => c is > ' ' and < '\x7f' and not '#' and not '\\'))
        {
            return path;
        }

        map.Problems.Expected(
            field, "a path that begins with '/'",
            path[0] == '/' ? "encode other characters with '%'" : $"did you mean '/{path}'?");
        return null;
    }

    /// <summary>What of ours such an origin would reach, or null.</summary>
    private static string? Loop(Uri origin, NodeSettings node)
    {
        var host = origin.Host.TrimEnd('.');
        ImmutableArray<IPAddress> targets = IPAddress.TryParse(host, out var address) ? [Reached(address)]
            : string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
                ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : [];
        bool Reaches(IPEndPoint? own) => own is not null && own.Port == origin.Port && own.Port != 0
            && targets.Any(target => ListenAddress.Covers(own.Address, target));
        if (Reaches(node.Admin.Address))
        {
            return "the admin address of this node: visitors would reach it";
        }

        return node.Listeners.Any(listener => Reaches(listener.Address))
            ? "an address of this node: requests would go round in a loop"
            : null;
    }

    /// <summary>Connecting to "any address" reaches this machine.</summary>
    private static IPAddress Reached(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address;
}
