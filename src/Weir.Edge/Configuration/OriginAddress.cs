using Weir.Decisions;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration;

/// <summary>
/// Origins: <c>http://</c>, <c>https://</c> or <c>h2c://</c>, a host and maybe a port, nothing behind it.
/// </summary>
public static class OriginAddress
{
    private const int LongestText = 512;

    public static Outcome<OriginSettings, TextFault> Read(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
        {
            return Fault(
                $"the origin {YamlText.Quote(text)} has no scheme",
                $"write 'http://{text}' or 'https://{text}'");
        }

        var scheme = text[..end].ToLowerInvariant();
        var protocol = scheme switch
        {
            "http" => OriginProtocol.Http1,
            "https" => OriginProtocol.Tls,
            "h2c" => OriginProtocol.H2c,
            _ => OriginProtocol.Unset,
        };
        if (protocol is OriginProtocol.Unset)
        {
            return Fault(
                $"unknown scheme {YamlText.Quote(scheme)} of an origin", scheme switch
                {
                    "ws" => "write 'http://': WebSockets are forwarded as they come",
                    "wss" => "write 'https://': WebSockets are forwarded as they come",
                    "grpc" => "write 'h2c://' or 'https://'",
                    _ => "origins are http://, https:// or h2c://",
                });
        }

        return Rest(text[(end + 3)..], scheme, protocol);
    }

    /// <summary>The form in which two origins are compared.</summary>
    internal static string Key(OriginSettings origin) =>
        $"{origin.Protocol}://{origin.Address.Host.ToLowerInvariant()}:{origin.Address.Port}";

    private static Outcome<OriginSettings, TextFault> Rest(
        string rest, string scheme, OriginProtocol protocol)
    {
        var authority = rest.EndsWith('/') ? rest[..^1] : rest;
        var behind = authority.AsSpan().IndexOfAny('/', '?', '#');
        if (behind >= 0)
        {
            return Fault(
                $"an origin has no path and no query, found {YamlText.Quote(authority[behind..])}: "
                + "visitors' own are forwarded",
                $"write '{scheme}://{authority[..behind]}'");
        }

        if (authority.Contains('@'))
        {
            return Fault("an origin holds no user name and no password", "remove what stands before '@'");
        }

        // Spoken without TLS, h2c is http to everything that takes an address.
        var address = $"{(protocol is OriginProtocol.Tls ? "https" : "http")}://{Ascii(authority)}/";
        return authority.Length is > 0 and < LongestText && System.Text.Ascii.IsValid(address)
            && !authority.Contains('\\') && !authority.EndsWith(':')
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri is { HostNameType: not (UriHostNameType.Unknown or UriHostNameType.Basic), Port: > 0 }
                ? Outcome<OriginSettings, TextFault>.Ok(new OriginSettings(uri, protocol))
                : Fault(
                    $"{YamlText.Quote(authority)} is not a host with a port",
                    $"write such as '{scheme}://127.0.0.1:9000'");
    }

    /// <summary>An international name in its ASCII form, so that the address holds nothing else.</summary>
    private static string Ascii(string authority)
    {
        var colon = authority.LastIndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        return System.Text.Ascii.IsValid(authority)
            ? authority
            : HostPattern.Read(host).Match(ascii => $"{ascii}{authority[host.Length..]}", _ => authority);
    }

    private static Outcome<OriginSettings, TextFault> Fault(string message, string suggestion) =>
        new TextFault(message, suggestion).As<OriginSettings>();
}
