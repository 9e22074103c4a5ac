using Weir.Edge.Watching;

namespace Weir.Edge.Stages;

/// <summary>Chooses the site by the Host, and holds it against the server name of the connection.</summary>
internal static class SiteStage
{
    /// <returns>Why no site answers, or <see cref="LimitReason.Unset"/>
    /// with the request's site set.</returns>
    public static LimitReason Choose(GatewayRequest request)
    {
        if (request.Snapshot is not { } snapshot)
        {
            return LimitReason.NoSite;
        }

        var host = request.Http.Request.Host.Value ?? "";
        if (request.Connection?.Site.Get(host, snapshot) is { } remembered)
        {
            request.Site = remembered;
            return LimitReason.Unset;
        }

        if (snapshot.Find(WithoutPort(host)) is not { } site)
        {
            return LimitReason.NoSite;
        }

        // A connection opened for one site must not reach another: its certificate, and with it what
        // the visitor's browser believes, belongs to the first.
        if (request.Connection?.ServerName is { } name && snapshot.Find(name) is { } named
            && !ReferenceEquals(named, site))
        {
            return LimitReason.Misdirected;
        }

        request.Connection?.Site.Put(host, snapshot, site);
        request.Site = site;
        return LimitReason.Unset;
    }

    internal static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> host)
    {
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']');
            return end > 0 ? host[1..end] : host;
        }

        var colon = host.LastIndexOf(':');
        var name = colon < 0 ? host : host[..colon];

        // A trailing dot names the same host (RFC 3986, section 3.2.2).
        return name.EndsWith('.') ? name[..^1] : name;
    }
}
