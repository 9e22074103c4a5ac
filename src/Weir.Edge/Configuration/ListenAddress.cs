using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Weir.Decisions;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration;

/// <summary>
/// Addresses to listen on: <c>127.0.0.1:8080</c>, <c>[::1]:8080</c> or <c>localhost:8080</c>, which is
/// 127.0.0.1. Port 0 lets the system choose.
/// </summary>
public static class ListenAddress
{
    public static Outcome<IPEndPoint, TextFault> Read(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
            return Fault(text, $"leave the scheme out: '{rest.Split('/')[0]}'");
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        var port = colon < 0 ? "" : text[(colon + 1)..];
        if (host.Contains(':') && !host.StartsWith('['))
        {
            return Fault(text, "write an IPv6 address in brackets, such as '[::1]:8080'");
        }

        if (colon < 0 || port.EndsWith(']'))
        {
            return WithoutPort(text);
        }

        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new TextFault(
                $"{YamlText.Quote(port)} is not a port",
                "a port is a number from 1 to 65535")
                .As<IPEndPoint>();
        }

        if (host is "")
        {
            return Fault(text, $"write '127.0.0.1:{number}', or '0.0.0.0:{number}' for every address");
        }

        if (host is "*" or "+")
        {
            return Fault(text, $"to listen on every address write '0.0.0.0:{number}' or '[::]:{number}'");
        }

        return TryAddress(host, out var address)
            ? Outcome<IPEndPoint, TextFault>.Ok(new IPEndPoint(address, number))
            : new TextFault(
                $"{YamlText.Quote(host)} is not an IP address",
                $"write an address of this machine in full, such as '127.0.0.1:{number}'")
                .As<IPEndPoint>();
    }

    /// <summary>Whether two addresses cannot be listened on at once.</summary>
    public static bool Overlap(IPEndPoint a, IPEndPoint b) =>
        a.Port == b.Port && a.Port != 0
        && (a.Address.Equals(b.Address) || Covers(a.Address, b.Address) || Covers(b.Address, a.Address));

    /// <summary>
    /// Whether someone who connects to <paramref name="target"/> reaches <paramref name="listener"/>.
    /// </summary>
    internal static bool Covers(IPAddress listener, IPAddress target) =>
        listener.Equals(IPAddress.IPv6Any) // It takes IPv4 connections as well.
        || (listener.Equals(IPAddress.Any) && target.AddressFamily is AddressFamily.InterNetwork)
        || listener.Equals(target);

    /// <summary>Only the full forms: the system's parser takes <c>1</c> for 0.0.0.1.</summary>
    private static bool TryAddress(string host, out IPAddress address)
    {
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            address = IPAddress.Loopback;
            return true;
        }

        address = IPAddress.None;
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            var parsed = IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var v6);
            address = v6 ?? address;
            return parsed && address.AddressFamily is AddressFamily.InterNetworkV6;
        }

        if (host.Count(static c => c == '.') == 3 && IPAddress.TryParse(host, out var v4))
        {
            address = v4;
            return true;
        }

        return false;
    }

    /// <summary>An advice that is read in its turn must not lead to the next complaint.</summary>
    private static Outcome<IPEndPoint, TextFault> WithoutPort(string text)
    {
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            return Fault(text, $"write an address in front of the port: '127.0.0.1:{text}'");
        }

        return TryAddress(text, out _)
            ? Fault(text, $"add a port: '{text}:8080'")
            : Fault(text, "write such as '127.0.0.1:8080'");
    }

    private static Outcome<IPEndPoint, TextFault> Fault(string text, string suggestion) =>
        new TextFault($"expected an address and port, found {YamlText.Quote(text)}", suggestion)
            .As<IPEndPoint>();
}
