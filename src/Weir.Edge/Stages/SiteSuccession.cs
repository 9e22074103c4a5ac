using System.Collections.Immutable;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;

namespace Weir.Edge.Stages;

/// <summary>
/// What becomes of running sites under the next configuration. A site that did not change stays the same
/// object. One that changed only in what is decided about its requests keeps its forwarder, and with it the
/// health of its origins. The others get new ones.
/// </summary>
/// <param name="Sites">Those of the next configuration, in its order.</param>
/// <param name="Gone">
/// Forwarders that no site has any more, each once: whoever swaps disposes them afterwards.
/// </param>
internal sealed record SiteSuccession(
    ImmutableArray<SiteRuntime> Sites, ImmutableArray<ISiteForwarder> Gone)
{
    public static SiteSuccession Of(
        ImmutableArray<SiteRuntime> before,
        ImmutableArray<SiteSettings> next,
        Func<SiteSettings, ISiteForwarder> create)
    {
        var left = before.ToDictionary(static s => s.Settings.Id, StringComparer.Ordinal);
        var sites = ImmutableArray.CreateBuilder<SiteRuntime>(next.Length);
        foreach (var settings in next)
        {
            left.TryGetValue(settings.Id, out var running);
            if (running is not null && SiteComparer.CarriedAlike(running.Settings, settings))
            {
                left.Remove(settings.Id);
                sites.Add(SiteComparer.Same(running.Settings, settings) ? running : running.Under(settings));
            }
            else
            {
                sites.Add(new SiteRuntime(settings, create(settings)));
            }
        }

        return new SiteSuccession(
            sites.MoveToImmutable(), [.. left.Values.Select(static s => s.Forwarder)]);
    }
}
