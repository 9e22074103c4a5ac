using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Weir.Edge.Forwarding;

/// <summary>
/// What the origin is told about the hop before: X-Forwarded-For, -Proto, -Host and Forwarded
/// (RFC 7239). From a trusted peer they are appended to, from anyone else they are replaced.
/// </summary>
internal struct ForwardedFields
{
    private string? _peer;
    private string? _host;
    private string? _scheme;
    private string _element;

    public void Write(HttpRequestHeaders to, IHeaderDictionary from, in ForwardHeaders headers)
    {
        var host = from.Host.Count == 1 ? from.Host[0] ?? "" : "";
        var element = Element(headers.PeerAddress, host, headers.Scheme);
        if (!headers.PeerTrusted)
        {
            Add(to, "X-Forwarded-For", headers.PeerAddress);
            Add(to, "X-Forwarded-Proto", headers.Scheme);
            Add(to, "X-Forwarded-Host", host);
            Add(to, "Forwarded", element);
            return;
        }

        Add(to, "X-Forwarded-For", After(from["X-Forwarded-For"], headers.PeerAddress));
        Add(to, "X-Forwarded-Proto", After(from["X-Forwarded-Proto"], headers.Scheme));
        Add(to, "X-Forwarded-Host", After(from["X-Forwarded-Host"], host));
        Add(to, "Forwarded", After(from["Forwarded"], element));
    }

    private static void Add(HttpRequestHeaders to, string name, string value)
    {
        if (value.Length > 0)
        {
            to.TryAddWithoutValidation(name, value);
        }
    }

    private static string After(StringValues earlier, string value) =>
        earlier.Count == 0 ? value : value.Length == 0 ? earlier.ToString()
        : string.Concat(earlier.Count == 1 ? earlier[0] : string.Join(", ", earlier.ToArray()), ", ", value);

    /// <summary>One element of Forwarded; kept, because a connection asks for the same one again.</summary>
    private string Element(string peer, string host, string scheme)
    {
        if (_element is { } kept && _peer == peer && _host == host && _scheme == scheme)
        {
            return kept;
        }

        (_peer, _host, _scheme) = (peer, host, scheme);
        _element = Compose(peer, host, scheme);
        return _element;
    }

    /// <summary>An address of IPv6, and a host with a port, are no tokens and go in quotes.</summary>
    internal static string Compose(string peer, string host, string scheme)
    {
        var node = peer.Contains(':', StringComparison.Ordinal) ? $"\"[{peer}]\"" : peer;
        return host.Length == 0 || host.AsSpan().IndexOfAny('"', '\\') >= 0
            ? $"for={node};proto={scheme}"
            : IsToken(host) ? $"for={node};host={host};proto={scheme}"
            : $"for={node};host=\"{host}\";proto={scheme}";
    }

    private static bool IsToken(string host)
    {
        foreach (var c in host)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
