using System.Collections.Frozen;
using System.Collections.Immutable;
using Weir.Decisions.Verdicts;
using Weir.Decisions.Scoring;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;

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

    public GatewaySnapshot(NodeSettings node, ImmutableArray<SiteRuntime> sites, ScoringPlan? scoring = null)
    {
        Node = node;
        Scoring = scoring;
        Sites = sites;
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

    public NodeSettings Node { get; }

    public ImmutableArray<SiteRuntime> Sites { get; }

    /// <summary>What scores requests; null where nothing can.</summary>
    public ScoringPlan? Scoring { get; }

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
}

/// <summary>One site as it runs: what was configured, and what carries its requests.</summary>
public sealed record SiteRuntime(SiteSettings Settings, ISiteForwarder Forwarder)
{
    /// <summary>How often each rule of the site fired, and how often it came out missing.</summary>
    public RuleTally Rules { get; } = new(Settings.Rules.Rules.Length);
}
