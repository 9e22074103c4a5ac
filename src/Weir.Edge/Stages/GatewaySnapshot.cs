using System.Collections.Frozen;
using System.Collections.Immutable;
using Weir.Decisions.Verdicts;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Weir.Events.Schema;
using Weir.Releases.Lifecycle;

namespace Weir.Edge.Stages;

/// <summary>
/// Everything that decides about a request, immutable. A request reads it once; what replaces it
/// meanwhile is for the next request.
/// </summary>
public sealed class GatewaySnapshot
{
    private readonly FrozenDictionary<string, SiteRuntime> _exact;
    private readonly FrozenDictionary<string, SiteRuntime> _below;
    private readonly SiteRuntime? _any;
    private readonly FrozenDictionary<string, FrozenSet<string>> _rulesOff;

    /// <param name="node">The node part of the configuration.</param>
    /// <param name="sites">In their order.</param>
    /// <param name="active">The releases that run.</param>
    /// <param name="columns">What events of its requests carry.</param>
    public GatewaySnapshot(
        NodeSettings node, ImmutableArray<SiteRuntime> sites, ActiveTuple active, FeatureColumns columns)
    {
        Node = node;
        Active = active;
        Columns = columns;
        Sites = sites;
        _rulesOff = Off(active);
        var exact = new Dictionary<string, SiteRuntime>(StringComparer.OrdinalIgnoreCase);
        var below = new Dictionary<string, SiteRuntime>(StringComparer.OrdinalIgnoreCase);
        foreach (var site in sites)
        {
            foreach (var host in site.Settings.Hosts)
            {
                if (host == "*")
                {
                    _any ??= site;
                }
                else if (host.StartsWith("*.", StringComparison.Ordinal))
                {
                    below.TryAdd(host[2..], site);
                }
                else
                {
                    exact.TryAdd(host, site);
                }
            }
        }

        _exact = exact.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _below = below.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private GatewaySnapshot(GatewaySnapshot before, ActiveTuple active, FeatureColumns columns)
    {
        (Node, Sites) = (before.Node, before.Sites);
        (_exact, _below, _any) = (before._exact, before._below, before._any);
        (Active, Columns) = (active, columns);
        _rulesOff = Off(active);
    }

    public NodeSettings Node { get; }

    public ImmutableArray<SiteRuntime> Sites { get; }

    /// <summary>The releases that run.</summary>
    public ActiveTuple Active { get; }

    /// <summary>What the events of its requests carry.</summary>
    public FeatureColumns Columns { get; }

    /// <summary>The same configuration with other releases.</summary>
    public GatewaySnapshot With(ActiveTuple active, FeatureColumns columns) => new(this, active, columns);

    /// <returns>Ids of the site's rules that are switched off; null where none is.</returns>
    public FrozenSet<string>? RulesOff(SiteSettings site) =>
        _rulesOff.Count > 0 && _rulesOff.TryGetValue(site.Id, out var off) ? off : null;

    /// <param name="host">A host name or address, without port, in any case.</param>
    /// <returns>The site that answers for it: by name, then by the longest
    /// wildcard, then by <c>*</c>.</returns>
    public SiteRuntime? Find(ReadOnlySpan<char> host)
    {
        if (_exact.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(host, out var exact))
        {
            return exact;
        }

        var below = _below.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var rest = host; rest.IndexOf('.') is >= 0 and var dot;)
        {
            rest = rest[(dot + 1)..];
            if (below.TryGetValue(rest, out var wildcard))
            {
                return wildcard;
            }
        }

        return _any;
    }

    // Written as site/rule; neither has a slash in its id.
    private static FrozenDictionary<string, FrozenSet<string>> Off(ActiveTuple active) => active.RulesOff
        .Select(static name => (Name: name, Slash: name.IndexOf('/')))
        .Where(static rule => rule.Slash > 0)
        .GroupBy(static rule => rule.Name[..rule.Slash], StringComparer.Ordinal)
        .ToFrozenDictionary(
            static site => site.Key,
            static site => site.Select(static rule => rule.Name[(rule.Slash + 1)..]).ToFrozenSet(),
            StringComparer.Ordinal);
}

/// <summary>One site as it runs: what was configured, and what carries its requests.</summary>
public sealed record SiteRuntime(SiteSettings Settings, ISiteForwarder Forwarder)
{
    /// <summary>How often each rule of the site fired, and how often it came out missing.</summary>
    public RuleTally Rules { get; private init; } = new(Settings.Rules.Rules.Length);

    /// <summary>The same site under other settings that its forwarder does not read.</summary>
    public SiteRuntime Under(SiteSettings settings) => new(settings, Forwarder)
    {
        Rules = RuleTally.After(Settings.Rules, Rules, settings.Rules),
    };
}
