using System.Collections.Immutable;
using Weir.Decisions;

namespace Weir.Edge.Configuration.Reading;

/// <summary>One site. Its problems are its own: they stay in the list that its context was given.</summary>
internal static class SiteReader
{
    /// <param name="field">An entry of <c>sites</c>.</param>
    /// <param name="context">With a problem list of this site's own.</param>
    /// <param name="node">What the sites stand behind.</param>
    /// <param name="claims">Which ids and hosts earlier sites have taken; this one's are added.</param>
    /// <param name="id">The id as far as it can be used, also where the site has errors.</param>
    public static SiteSettings Read(
        Field field, ReadingContext context, NodeSettings node, SiteClaims claims, out string? id)
    {
        var map = MapReader.Open(field, KnownKeys.Site, context);
        id = IdReader.Read(map, "shop", claims.TakeId, "site", "ids name sites in metrics and logs");
        return new SiteSettings
        {
            Id = id ?? "",
            Hosts = Hosts(map, id ?? field.Path, claims),
            Origins = OriginsReader.Read(map, node),
            Mode = map.Choice(
                "mode",
                SiteMode.Observe,
                new Choice<SiteMode>("observe", SiteMode.Observe),
                new Choice<SiteMode>("enforce", SiteMode.Enforce)),
            OnUnscored = OnUnscored(map),
            MaxBody = map.Size("max_body", Limits.Ceilings.BodyBytes),
            OriginHost = map.Choice(
                "origin_host",
                OriginHost.Visitor,
                new Choice<OriginHost>("visitor", OriginHost.Visitor),
                new Choice<OriginHost>("origin", OriginHost.Origin)),
            Timeouts = OriginsReader.Timeouts(map),
            Health = OriginsReader.Health(map),
            Rules = RulesReader.Read(map),
        };
    }

    private static ImmutableArray<string> Hosts(MapReader map, string site, SiteClaims claims)
    {
        if (!map.Require(
            "hosts", out var field, "such as 'hosts: [\"example.org\"]', or [\"*\"] for every host"))
        {
            return [];
        }

        var items = map.Items(field, "a list of hosts", Limits.HostsPerSite, "HostsPerSite");
        if (items.IsEmpty && field.Value is Yaml.YamlList)
        {
            map.Problems.Error(field, "a site without hosts gets no request", "write [\"*\"] for every host");
        }

        var hosts = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (!map.Text(item, "a host", out var text))
            {
                continue;
            }

            if (!HostPattern.Read(text).Try(out var host, out var fault))
            {
                map.Problems.Error(item, fault);
            }
            else if (hosts.Contains(host))
            {
                map.Problems.Error(item, $"the host '{host}' is listed twice", "remove one");
            }
            else if (!claims.TakeHost(host, site, out var owner))
            {
                map.Problems.Error(item, $"the host '{host}' is taken by the site '{owner}' above");
            }
            else
            {
                hosts.Add(host);
            }
        }

        return hosts.ToImmutable();
    }

    private static UnscoredPolicy OnUnscored(MapReader site)
    {
        var defaults = new UnscoredPolicy();
        return site.TryOpen(
            "on_unscored", KnownKeys.OnUnscored, out var map, "write '{ ours: forward, clients: forward }'")
            ? new UnscoredPolicy(Action(map, "ours", defaults.Ours), Action(map, "clients", defaults.Clients))
            : defaults;
    }

    private static UnscoredAction Action(MapReader map, string key, UnscoredAction otherwise) => map.Choice(
        key,
        otherwise,
        new Choice<UnscoredAction>("forward", UnscoredAction.Forward),
        new Choice<UnscoredAction>("block", UnscoredAction.Block),
        new Choice<UnscoredAction>("challenge", UnscoredAction.Unset, KnownKeys.LaterVersion));
}

/// <summary>Which ids and hosts are taken, in the order of the file.</summary>
internal sealed class SiteClaims
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hosts = new(StringComparer.Ordinal);

    public bool TakeId(string id) => _ids.Add(id);

    public bool TakeHost(string host, string site, out string owner)
    {
        if (_hosts.TryAdd(host, site))
        {
            owner = site;
            return true;
        }

        owner = _hosts.GetValueOrDefault(host, site);
        return false;
    }
}
