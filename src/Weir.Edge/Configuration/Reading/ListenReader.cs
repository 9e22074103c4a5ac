using System.Collections.Immutable;
using System.Net;
using Weir.Decisions;

namespace Weir.Edge.Configuration.Reading;

/// <summary>The addresses of the node: <c>listen</c> and <c>admin</c>.</summary>
internal static class ListenReader
{
    public static ImmutableArray<ListenerSettings> Listeners(MapReader root)
    {
        if (!root.TryGet("listen", out var field))
        {
            return ListenerSettings.Defaults;
        }

        var items = root.Items(field, "a list of addresses", Limits.Listeners, "Listeners");
        if (items.IsEmpty && !root.Problems.HasErrors)
        {
            root.Problems.Error(
                field, "no address to listen on", "leave 'listen' out for 127.0.0.1:8080 and :8443");
        }

        var listeners = ImmutableArray.CreateBuilder<ListenerSettings>();
        foreach (var item in items)
        {
            if (Listener(item, root.Context, listeners) is { } listener)
            {
                listeners.Add(listener);
            }
        }

        return listeners.ToImmutable();
    }

    /// <param name="root">The whole file.</param>
    /// <param name="listeners">Those that the admin address must stay clear of.</param>
    public static AdminSettings Admin(MapReader root, ImmutableArray<ListenerSettings> listeners)
    {
        var defaults = new AdminSettings();
        if (!root.TryOpen(
            "admin", KnownKeys.Admin, out var map, "write 'admin: { address: 127.0.0.1:9090 }', or none"))
        {
            return Clear(default, defaults, listeners, root.Problems);
        }

        var certificate = map.TryGet("certificate", out var pem)
            ? CertificateReader.Read(pem, KnownKeys.AdminCertificate, root.Context, root.Problems)
            : null;
        if (!map.TryGet("address", out var field)
            || !map.Text(field, "an address and port, or none", out var text))
        {
            return Clear(default, defaults with { Certificate = certificate }, listeners, root.Problems);
        }

        if (text == "none")
        {
            return new AdminSettings { Address = null, Certificate = certificate };
        }

        if (!ListenAddress.Read(text).Try(out var address, out var fault))
        {
            root.Problems.Error(field, fault);
            return defaults;
        }

        if (!IPAddress.IsLoopback(address.Address) && !map.TryGet("certificate", out _))
        {
            root.Problems.Error(
                field,
                $"the admin address {address} is not loopback and has no TLS",
                "add 'certificate: { cert: ..., key: ... }' (calls then need the token of the data folder), "
                    + "or use 127.0.0.1");
        }

        return Clear(
            field,
            new AdminSettings { Address = address, Certificate = certificate },
            listeners,
            root.Problems);
    }

    private static ListenerSettings? Listener(
        Field item, ReadingContext context, ImmutableArray<ListenerSettings>.Builder earlier)
    {
        var map = MapReader.Open(item, KnownKeys.Listener, context, "write '- address: 127.0.0.1:8080'");
        var protocol = map.Choice(
            "protocol",
            ListenerProtocol.Http1,
            new Choice<ListenerProtocol>("http1", ListenerProtocol.Http1),
            new Choice<ListenerProtocol>("h2c", ListenerProtocol.H2c));
        var tls = Tls(map);
        if (protocol is ListenerProtocol.H2c && tls is not null && map.TryGet("protocol", out var spoken))
        {
            context.Problems.Error(
                spoken, "h2c is HTTP/2 without TLS",
                "leave 'protocol' out: with TLS, HTTP/2 is agreed on by itself");
        }

        if (!map.Require("address", out var field, "such as 'address: 127.0.0.1:8080'")
            || !map.Text(field, "an address and port", out var text))
        {
            return null;
        }

        if (!ListenAddress.Read(text).Try(out var address, out var fault))
        {
            context.Problems.Error(field, fault);
            return null;
        }

        if (earlier.FirstOrDefault(other => ListenAddress.Overlap(other.Address, address)) is { } taken)
        {
            context.Problems.Error(
                field, $"{address} is already listened on by {taken.Address} above", "remove one");
        }

        if (tls is { Certificates.IsEmpty: true } && !IPAddress.IsLoopback(address.Address))
        {
            context.Problems.Warning(
                field, "TLS without 'certificates': visitors get a development certificate");
        }

        return new ListenerSettings { Address = address, Protocol = protocol, Tls = tls };
    }

    private static TlsSettings? Tls(MapReader listener)
    {
        if (!listener.TryOpen(
            "tls", KnownKeys.Tls, out var map, "write 'tls: {}' for a development certificate"))
        {
            return null;
        }

        return new TlsSettings
        {
            Certificates = Certificates(map),
            MinVersion = map.Choice(
                "min_version",
                TlsMinimum.Tls12,
                new Choice<TlsMinimum>("1.2", TlsMinimum.Tls12),
                new Choice<TlsMinimum>("1.3", TlsMinimum.Tls13)),
            UnknownHost = map.Choice(
                "unknown_host",
                UnknownHost.Default,
                new Choice<UnknownHost>("default", UnknownHost.Default),
                new Choice<UnknownHost>("refuse", UnknownHost.Refuse)),
        };
    }

    private static ImmutableArray<CertificateSettings> Certificates(MapReader tls)
    {
        if (!tls.TryGet("certificates", out var field))
        {
            return [];
        }

        var certificates = ImmutableArray.CreateBuilder<CertificateSettings>();
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in tls.Items(
            field, "a list of certificates", Limits.CertificatesPerListener, "CertificatesPerListener"))
        {
            if (CertificateReader.Read(item, KnownKeys.Certificate, tls.Context, tls.Context.Certificates)
                is not { } certificate)
            {
                continue;
            }

            certificates.Add(certificate);
            foreach (var name in certificate.Hosts.Where(name => !answered.Add(name)))
            {
                tls.Problems.Warning(item, $"an earlier certificate already answers for '{name}'");
            }
        }

        return certificates.ToImmutable();
    }

    private static AdminSettings Clear(
        Field field, AdminSettings admin, ImmutableArray<ListenerSettings> listeners, ProblemList problems)
    {
        foreach (var listener in listeners)
        {
            if (admin.Address is { } address && ListenAddress.Overlap(address, listener.Address))
            {
                var message = $"the admin address {address} is also listened on for visitors";
                var (line, column) = field.Value is { } at ? (at.Place.Line, at.Place.Column) : (0, 0);
                problems.Add(new ConfigurationProblem(
                    line, column, ProblemSeverity.Error, "admin.address", message, "choose another port"));
            }
        }

        return admin;
    }
}
