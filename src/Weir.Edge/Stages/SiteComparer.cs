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

    /// <summary>
    /// Whether one forwarder serves both: they differ in nothing but what stages before it read. A setting
    /// that is not named here, such as one that comes later, is taken for one of the forwarder's.
    /// </summary>
    public static bool CarriedAlike(SiteSettings a, SiteSettings b) =>
        Same(
            a with
            {
                Hosts = b.Hosts,
                Mode = b.Mode,
                OnUnscored = b.OnUnscored,
                MaxBody = b.MaxBody,
                Rules = b.Rules,
            },
            b);
}
