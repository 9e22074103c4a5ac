using System.Collections.Immutable;
using Weir.Decisions.Language.Fields;
using Weir.Decisions.Signals.Coherence;

namespace Weir.Decisions.Signals.Catalogue;

/// <summary>How the client opened TLS. All of it is missing without TLS.</summary>
internal sealed class TlsSignals : SignalFamily
{
    public override ImmutableArray<Field> Fields { get; } =
    [
        Text("tls.stable", "JA4 without what resumption and padding change; the key of windows."),
        Text("tls.looks_like", "The library that wrote the ClientHello, by its structure: chromium,"
            + " firefox, safari,"
            + " openssl, go, java, gnutls, rustls, schannel, nss, boringssl or other."),
        Number("tls.looks_like_code", "tls.looks_like as a category number."),
        Bool("tls.agrees", "The TLS stack is that of the claimed browser's engine; missing where no"
            + " browser is"
            + " claimed."),
        Bool("tls.browser", "The TLS stack is a browser's, whatever is claimed."),
        Number("tls.version", "The newest TLS version offered: 13 for TLS 1.3."),
        Bool("tls.grease", "Reserved values are offered, as Chromium and Safari do."),
        Number("tls.ciphers", "Cipher suites offered, reserved ones not counted."),
        Number("tls.extensions", "Extensions, those of resumption, padding and reserved ones not counted."),
        Bool("tls.alpn_h2", "HTTP/2 is offered."),
        Bool("tls.post_quantum", "A post-quantum key exchange is offered."),
        Bool("tls.encrypted_hello", "Encrypted ClientHello, real or as decoy."),
        Bool("tls.compresses_certificates", "Certificate compression is offered."),
        Bool("tls.application_settings", "ALPS, which only Chromium sends."),
        Bool("tls.limits_records", "A record size limit is sent, as Firefox and GnuTLS do."),
        Bool("tls.server_name", "A server name is sent."),
        Bool("tls.resumed", "The session resumes an earlier one."),
    ];

    public override void Write(RequestSignals request, ref SignalWriter writer)
    {
        var connection = request.View.Connection;
        if (request.Tls is not { } tls)
        {
            writer.Missing();
            return;
        }

        var engine = TlsStackNames.Engine(tls.Stack);
        writer.Text(connection.TlsStable);
        writer.Text(TlsStackNames.Of(tls.Stack));
        writer.Number((int)tls.Stack);
        writer.Bool(request.Agent.IsBrowser ? engine == request.Agent.Engine : null);
        writer.Bool(engine != Agents.BrowserEngine.Unset);
        writer.Number(tls.Version);
        writer.Bool(tls.Grease);
        writer.Number(tls.Ciphers);
        writer.Number(tls.Extensions);
        writer.Bool(tls.OffersHttp2);
        writer.Bool(tls.PostQuantum);
        writer.Bool(tls.EncryptedHello);
        writer.Bool(tls.CompressesCertificates);
        writer.Bool(tls.Settings);
        writer.Bool(tls.LimitsRecords);
        writer.Bool(tls.NamesServer);
        writer.Bool(tls.Resumes);
    }
}
