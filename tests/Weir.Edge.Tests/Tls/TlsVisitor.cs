using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Weir.Decisions.Signals;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>How a visitor says hello.</summary>
internal sealed record Hello(string? ServerName)
{
    public Framing Framing { get; init; } = Framing.Whole;

    public List<SslApplicationProtocol> Alpn { get; init; } =
        [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    public SslProtocols Versions { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Whether an earlier session with the same name may be resumed.</summary>
    public bool Resumes { get; init; }

    public Hello OverHttp1() => this with { Alpn = [SslApplicationProtocol.Http11] };
}

/// <summary>One TLS connection of a visitor that believes every certificate, and HTTP over it.</summary>
internal sealed class TlsVisitor : IAsyncDisposable
{
    private readonly FramingStream _framing;
    private readonly HttpClient _http;

    private TlsVisitor(FramingStream framing, SslStream tls, X509Certificate2 certificate)
    {
        _framing = framing;
        Tls = tls;
        Certificate = certificate;
        _http = Over(tls);
    }

    public SslStream Tls { get; }

    public X509Certificate2 Certificate { get; }

    public string CommonName => Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <summary>What was sent, as our own reading has it.</summary>
    public ClientHello Sent
    {
        get
        {
            Assert.True(ClientHello.Parse(_framing.Message).Try(out var hello, out var error), $"{error}");
            return hello;
        }
    }

    public string Ja4 => Decisions.Signals.Ja4.Of(Sent);

    /// <summary>Whether the gateway took up the TLS 1.3 session offered: its hello then says so.</summary>
    public bool Resumed => ServerHello.Extensions(_framing.Answer).Contains(TlsNumbers.PreSharedKey);

    /// <summary>Throws what <see cref="SslStream"/> throws where the gateway refuses.</summary>
    public static async Task<TlsVisitor> ConnectAsync(int port, Hello hello)
    {
        var stop = TestContext.Current.CancellationToken;
        var socket =
            new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        var framing = new FramingStream(socket, hello.Framing);
        var tls = new SslStream(framing);
        X509Certificate2? seen = null;
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = hello.ServerName ?? "",
                    ApplicationProtocols = hello.Alpn,
                    EnabledSslProtocols = hello.Versions,
                    AllowTlsResume = hello.Resumes,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    {
                        seen = certificate is null ? null : new X509Certificate2(certificate);
                        return true;
                    },
                },
                stop);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        return new TlsVisitor(
            framing, tls, seen ?? throw new InvalidOperationException("No certificate was shown."));
    }

    /// <summary>Says hello where a refusal is expected, of whatever kind.</summary>
    public static async Task IsRefusedAsync(int port, Hello hello)
    {
        var refused = await Record.ExceptionAsync(async () =>
        {
            // In TLS 1.3 a client is content before the server is: only an answer tells.
            await using var visitor = await ConnectAsync(port, hello);
            await visitor.Tls.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
        });
        Assert.True(refused is AuthenticationException or IOException or SocketException, $"{refused}");
    }

    /// <summary>GET in the protocol that was agreed on.</summary>
    public Task<HttpResponseMessage> GetAsync(string host, string path = "/")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"https://{host}{path}")
        {
            Version = Tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2
                ? HttpVersion.Version20
                : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> StatusAsync(string host)
    {
        using var response = await GetAsync(host);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Tls.DisposeAsync();
        Certificate.Dispose();
    }

    // The handler would open a connection for each host: this visitor has one, and so asks for one host.
    private static HttpClient Over(SslStream tls)
    {
        SslStream? only = tls;
        return new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(
                Interlocked.Exchange(ref only, null) ?? throw new IOException("The connection has ended.")),
        });
    }
}
