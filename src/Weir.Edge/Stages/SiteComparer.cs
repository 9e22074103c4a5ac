using Weir.Edge.Configuration;

namespace Weir.Edge.Stages;

/// <summary>
/// Records compare immutable arrays by reference, so a site read again would always look new.
/// </summary>
internal static class SiteComparer
{
    public static bool Same(SiteSettings a, SiteSettings b) =>
        a.Hosts.AsSpan().SequenceEqual(b.Hosts.AsSpan())
        && a.Origins.AsSpan().SequenceEqual(b.Origins.AsSpan())
        && a with { Hosts = b.Hosts, Origins = b.Origins } == b;
}
