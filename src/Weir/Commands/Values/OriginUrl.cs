using System.Diagnostics.CodeAnalysis;
using Weir.Edge.Configuration;

namespace Weir.Cli.Commands.Values;

/// <summary>Reads an origin: <c>http://</c>, <c>https://</c> or <c>h2c://</c>, host and port.</summary>
public static class OriginUrl
{
    private const string Cleartext2 = "h2c";

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out OriginSettings? origin,
        [NotNullWhen(false)] out string? problem)
    {
        origin = null;
        problem = null;
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            problem = $"'{text}' has no scheme: write http://{text}";
            return false;
        }

        // h2c is unknown to Uri, which would then not know its default port.
        var plain = text.StartsWith($"{Cleartext2}://", StringComparison.OrdinalIgnoreCase);
        var readable = plain ? $"http{text[Cleartext2.Length..]}" : text;
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            problem = $"'{text}' is not a URL: write http://127.0.0.1:9000";
        }
        else if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        {
            problem = $"'{uri.Scheme}://' is not spoken to origins: use http://, https:// or h2c://";
        }
        else if (uri.UserInfo.Length > 0)
        {
            problem = "an origin has no user name or password in its address";
        }
        else if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
        {
            var scheme = plain ? Cleartext2 : uri.Scheme;
            problem = $"an origin is scheme, host and port alone: write {scheme}://{uri.Authority}";
        }
        else
        {
            origin = new OriginSettings(uri, Protocol(uri, plain));
            return true;
        }

        return false;
    }

    private static OriginProtocol Protocol(Uri uri, bool h2c) =>
        h2c ? OriginProtocol.H2c
        : uri.Scheme == Uri.UriSchemeHttps ? OriginProtocol.Tls
        : OriginProtocol.Http1;
}
