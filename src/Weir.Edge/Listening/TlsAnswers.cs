using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Weir.Decisions;
using Weir.Edge.Capture;
using Weir.Edge.Configuration;

namespace Weir.Edge.Listening;

/// <summary>
/// How a listener answers a handshake: with the certificate for the server name of <em>our own</em>
/// reading of the hello, since Kestrel's is empty where the hello spans records.
/// </summary>
internal sealed class TlsAnswers(CertificateStore certificates, ListenerSettings listener)
{
    private static readonly List<SslApplicationProtocol> Protocols =
        [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    private readonly string _address = listener.Address.ToString();

    // One per certificate, so that sessions resume; gone with the certificate.
    private readonly ConditionalWeakTable<LoadedCertificate, SslServerAuthenticationOptions> _options = [];

    public TlsHandshakeCallbackOptions Callback() => new()
    {
        HandshakeTimeout = Limits.HandshakeTime,
        OnConnection = Answer,
    };

    private ValueTask<SslServerAuthenticationOptions> Answer(TlsHandshakeCallbackContext context)
    {
        var facts = context.Connection.Features.Get<ConnectionFacts>();
        var name = facts?.Hello is null ? context.ClientHelloInfo.ServerName : facts.ServerName;
        return certificates.Select(_address, string.IsNullOrEmpty(name) ? null : name) is { } certificate
            ? ValueTask.FromResult(_options.GetValue(certificate, Make))
            : Refusal();
    }

    // To Kestrel a handshake that failed; options without a certificate would be a mistake of ours to it.
    private static ValueTask<SslServerAuthenticationOptions> Refusal() =>
        ValueTask.FromException<SslServerAuthenticationOptions>(
            new AuthenticationException("There is no certificate for this name."));

    private SslServerAuthenticationOptions Make(LoadedCertificate certificate) => new()
    {
        ServerCertificateContext = certificate.Context,
        ApplicationProtocols = Protocols,
        EnabledSslProtocols = listener.Tls?.MinVersion == TlsMinimum.Tls13
            ? SslProtocols.Tls13
            : SslProtocols.Tls12 | SslProtocols.Tls13,
    };
}
