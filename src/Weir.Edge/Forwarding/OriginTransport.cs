using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Weir.Decisions;
using Weir.Edge.Configuration;

namespace Weir.Edge.Forwarding;

/// <summary>
/// The connections to one origin. Nothing that a client library adds of its own accord: no proxy, no
/// cookies, no redirects, no decompression, no trace headers.
/// </summary>
internal static class OriginTransport
{
    public static HttpMessageInvoker Create(OriginSettings origin, TimeSpan connect, X509ChainPolicy? trust)
    {
        var sockets = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = connect,
            MaxConnectionsPerServer = Limits.OriginConnections,
            PooledConnectionIdleTimeout = Limits.OriginConnectionIdle,
            PooledConnectionLifetime = Limits.OriginConnectionLifetime,
            MaxResponseHeadersLength = Limits.OriginHeaderBytes / 1024,
            KeepAlivePingDelay = Limits.OriginPing,
            KeepAlivePingTimeout = Limits.OriginPingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        if (origin.Protocol == OriginProtocol.Tls)
        {
            // The library would take the name for TLS from the Host field, which is the visitor's.
            var host = origin.Address.IdnHost;
            sockets.ConnectCallback = (context, stop) => ConnectTlsAsync(context, host, trust, stop);
        }

        return new HttpMessageInvoker(new StreamingHandler(sockets));
    }

    public static (Version Version, HttpVersionPolicy Policy) VersionOf(OriginProtocol protocol) =>
        protocol switch
    {
        OriginProtocol.Tls => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower),
        OriginProtocol.H2c => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
        OriginProtocol.Http1 => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact),
        OriginProtocol.Unset => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact),
        _ => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact),
    };

    /// <summary>
    /// The certificate is checked against the origin's own name, by the system's trust by default.
    /// </summary>
    private static async ValueTask<Stream> ConnectTlsAsync(
        SocketsHttpConnectionContext context, string host, X509ChainPolicy? trust, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? open = null;
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, stop).ConfigureAwait(false);
            var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            open = tls;
            await tls.AuthenticateAsClientAsync(TlsOptions(context, host, trust), stop).ConfigureAwait(false);
            open = null;
            socket = null;
            return tls;
        }
        finally
        {
            open?.Dispose();
            socket?.Dispose();
        }
    }

    /// <summary>
    /// HTTP/1.1 is offered even to a request that needs HTTP/2: the refusal that follows can be answered by
    /// asking again in HTTP/1.1 (a WebSocket), a failed handshake cannot.
    /// </summary>
    private static SslClientAuthenticationOptions TlsOptions(
        SocketsHttpConnectionContext context, string host, X509ChainPolicy? trust) => new()
    {
        TargetHost = host,
        CertificateChainPolicy = trust,
        ApplicationProtocols = context.InitialRequestMessage.Version.Major < 2
            ? [SslApplicationProtocol.Http11]
            : [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}
