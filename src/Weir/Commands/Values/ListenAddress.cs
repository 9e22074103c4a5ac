using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Weir.Cli.Commands.Values;

/// <summary>Reads an address to listen on, such as <c>127.0.0.1:8080</c> or <c>[::1]:8080</c>.</summary>
public static class ListenAddress
{
    /// <summary>True and the address, or false and what is wrong. Port 0 lets the system choose.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out IPEndPoint? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        if (text.Contains("://", StringComparison.Ordinal))
        {
            problem = $"'{text}' is a URL: an address is a host and a port, such as 127.0.0.1:8080";
            return false;
        }

        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']'))
        {
            problem = IsPort(text)
                ? $"'{text}' has no host: write 127.0.0.1:{text}"
                : $"'{text}' has no port: write {text}:8080";
            return false;
        }

        var (host, digits) = (text[..colon], text[(colon + 1)..]);
        if (!IsPort(digits))
        {
            problem = $"'{digits}' is not a port: it is a number from 0 to 65535";
            return false;
        }

        if (Host(host) is not { } ip)
        {
            problem = host.Length == 0
                ? $"'{text}' has no host: write 127.0.0.1{text}, or 0.0.0.0{text} for everyone"
                : $"'{host}' is not an IP address: write 127.0.0.1, 0.0.0.0, [::1], [::] or localhost";
            return false;
        }

        address = new IPEndPoint(ip, int.Parse(digits, CultureInfo.InvariantCulture));
        problem = null;
        return true;
    }

    private static bool IsPort(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static IPAddress? Host(string host)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            return IPAddress.TryParse(host[1..^1], out var six) && host.Contains(':') ? six : null;
        }

        // The platform reads '8080' and '127.1' as addresses too; nobody who types those means that.
        return host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var four) ? four : null;
    }
}
