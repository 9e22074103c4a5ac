using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Weir.Decisions;

namespace Weir.Edge.Configuration.Reading;

/// <summary>The node part, whole.</summary>
internal static class NodeReader
{
    /// <summary>
    /// What can be read of it, also where problems were found: sites are checked against it.
    /// </summary>
    public static NodeSettings Read(MapReader root)
    {
        var listeners = ListenReader.Listeners(root);
        return new NodeSettings
        {
            Listeners = listeners,
            TrustedProxies = TrustedProxies(root),
            Admin = ListenReader.Admin(root, listeners),
            Limits = LimitsOf(root),
            Telemetry = Telemetry(root),
            InlineSockets = root.Boolean("inline_sockets", false),
        };
    }

    private static ImmutableArray<IPNetwork> TrustedProxies(MapReader root)
    {
        if (!root.TryGet("trusted_proxies", out var field))
        {
            return [];
        }

        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var item in root.Items(
            field, "a list of networks", Limits.TrustedProxies, "TrustedProxies"))
        {
            if (!root.Text(item, "a network such as 10.0.0.0/8, or an address", out var text))
            {
                continue;
            }

            if (!NetworkText.Read(text).Try(out var network, out var fault))
            {
                root.Problems.Error(item, fault);
                continue;
            }

            networks.Add(network);
            if (network.PrefixLength == 0)
            {
                root.Problems.Warning(
                    item, $"{network} trusts everybody: every visitor can then choose their own address");
            }
        }

        return networks.ToImmutable();
    }

    private static LimitSettings LimitsOf(MapReader root)
    {
        var defaults = new LimitSettings();
        if (!root.TryOpen("limits", KnownKeys.Limits, out var map))
        {
            return defaults;
        }

        var limits = new LimitSettings
        {
            Connections = map.Whole("connections", defaults.Connections, 1, Limits.Ceilings.Connections),
            ConnectionsPerAddress = map.Whole(
                "connections_per_address", defaults.ConnectionsPerAddress,
                1, Limits.Ceilings.ConnectionsPerAddress),
            RequestLineBytes = map.Whole(
                "request_line_bytes", defaults.RequestLineBytes,
                256, Limits.Ceilings.RequestLineBytes, bytes: true),
            HeaderBytes = map.Whole(
                "header_bytes", defaults.HeaderBytes, 1024, Limits.Ceilings.HeaderBytes, bytes: true),
            HeaderLines = map.Whole("header_lines", defaults.HeaderLines, 8, Limits.Ceilings.HeaderLines),
            HeaderTime = map.Duration(
                "header_time", defaults.HeaderTime, Shortest, Limits.Ceilings.HeaderTime),
            KeepAlive = map.Duration("keep_alive", defaults.KeepAlive, Shortest, Limits.Ceilings.KeepAlive),
            Http2Streams = map.Whole("http2_streams", defaults.Http2Streams, 1, Limits.Ceilings.Http2Streams),
            Http2Resets = map.Whole("http2_resets", defaults.Http2Resets, 1, Limits.Ceilings.Http2Resets),
            ClientHelloTime = map.Duration(
                "client_hello_time", defaults.ClientHelloTime, Shortest, Limits.Ceilings.ClientHelloTime),
        };
        if (limits.ConnectionsPerAddress > limits.Connections
            && map.TryGet("connections_per_address", out var field))
        {
            map.Problems.Warning(field, $"never reached: 'connections' is {limits.Connections}");
        }

        return limits;
    }

    private static TimeSpan Shortest { get; } = TimeSpan.FromMilliseconds(100);

    private static TelemetrySettings Telemetry(MapReader root)
    {
        var defaults = new TelemetrySettings();
        if (!root.TryOpen("telemetry", KnownKeys.Telemetry, out var map))
        {
            return defaults;
        }

        return new TelemetrySettings
        {
            Endpoint = Endpoint(map),
            Metrics = map.Boolean("metrics", defaults.Metrics),
            TraceShare = map.Share("trace_share", defaults.TraceShare),
        };
    }

    private static Uri? Endpoint(MapReader map)
    {
        const string expected = "an address such as http://127.0.0.1:4317";
        if (!map.TryGet("otlp", out var field) || !map.Text(field, expected, out var text))
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0)
        {
            return uri;
        }

        map.Problems.Expected(
            field, expected,
            text.Contains("://", StringComparison.Ordinal) ? null : $"write 'http://{text}'");
        return null;
    }
}

/// <summary>Networks in CIDR notation, and single addresses.</summary>
internal static class NetworkText
{
    public static Outcome<IPNetwork, TextFault> Read(string text)
    {
        var slash = text.IndexOf('/');
        var host = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(host, out var address)
            || (address.AddressFamily is AddressFamily.InterNetwork && host.Count(static c => c == '.') != 3))
        {
            return new TextFault(
                $"expected a network or an address, found '{text}'",
                "such as 10.0.0.0/8 or 192.0.2.1")
                .As<IPNetwork>();
        }

        var bits = address.GetAddressBytes().Length * 8;
        if (slash < 0)
        {
            return Outcome<IPNetwork, TextFault>.Ok(new IPNetwork(address, bits));
        }

        if (!byte.TryParse(
                text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var prefix)
            || prefix > bits)
        {
            return new TextFault(
                $"'{text[slash..]}' is not a prefix length", $"a number from 0 to {bits}")
                .As<IPNetwork>();
        }

        var network = Masked(address, prefix);
        return network.Equals(address)
            ? Outcome<IPNetwork, TextFault>.Ok(new IPNetwork(address, prefix))
            : new TextFault(
                $"'{text}' has bits set behind its prefix", $"did you mean '{network}/{prefix}'?")
                .As<IPNetwork>();
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
