namespace Weir.Decisions.Signals.Coherence;

/// <summary>The host within a Referer, without making a string of it.</summary>
internal static class RefererHost
{
    /// <param name="referer">An absolute address, as browsers send it.</param>
    /// <param name="host">
    /// As in the Host header; a port that the scheme implies may be left out of either.
    /// </param>
    public static bool IsSameHost(ReadOnlySpan<char> referer, ReadOnlySpan<char> host)
    {
        var scheme = referer.IndexOf("://");
        if (scheme is < 0 or > 8)
        {
            return false;
        }

        var rest = referer[(scheme + 3)..];
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        var port = referer[..scheme].Equals("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return Without(authority, port).Equals(Without(host, port), StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> host, ReadOnlySpan<char> port) =>
        host.EndsWith(port) ? host[..^port.Length] : host;
}
