using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Weir.Edge.Tests.Forwarding;

/// <summary>A real server as origin: HTTP/1.1, cleartext HTTP/2 and TLS, each on its port.</summary>
internal sealed class KestrelOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelOrigin(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        Certificate = certificate;
        var addresses =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var ports = addresses.Select(a => new Uri(a).Port).ToArray();
        Http1 = new Uri($"http://127.0.0.1:{ports[0]}");
        H2c = new Uri($"h2c://127.0.0.1:{ports[1]}");
        Tls = new Uri($"https://localhost:{ports[2]}");
        TlsHttp1 = new Uri($"https://localhost:{ports[3]}");
    }

    public Uri Http1 { get; }

    public Uri H2c { get; }

    public Uri Tls { get; }

    public Uri TlsHttp1 { get; }

    /// <summary>For <c>localhost</c>, and its own issuer.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Trusts <see cref="Certificate"/> and nothing else.</summary>
    public X509ChainPolicy Trust
    {
        get
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.Add(Certificate);
            return policy;
        }
    }

    public static async Task<KestrelOrigin> StartAsync()
    {
        var certificate = MakeCertificate();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, o => o.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, 0, o =>
            {
                o.Protocols = HttpProtocols.Http1;
                o.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        app.UseRouting();
        app.UseWebSockets();
        app.MapGrpcService<GrpcEcho>();
        app.Map("/protocol", (HttpContext http) =>
            http.Response.WriteAsync($"{http.Request.Protocol} {http.Request.Host}"));
        app.Map("/count", async (HttpContext http) =>
            await http.Response.WriteAsync($"{await CountAsync(http)}"));
        app.Map("/zeros", (HttpContext http) =>
            new Zeros(long.Parse(http.Request.QueryString.Value![1..], CultureInfo.InvariantCulture))
                .CopyToAsync(http.Response.Body, http.RequestAborted));
        app.Map("/refuse", (HttpContext http) =>
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        });
        app.Map("/ws", (RequestDelegate)EchoAsync);
        await app.StartAsync();
        return new KestrelOrigin(app, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Certificate.Dispose();
    }

    private static Task<long> CountAsync(HttpContext http) => Zeros.CountAsync(http.Request.Body);

    private static async Task EchoAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync("echo");
        var buffer = new byte[4096];
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer, http.RequestAborted);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", http.RequestAborted);
                return;
            }

            var message = buffer.AsMemory(0, got.Count);
            await socket.SendAsync(message, got.MessageType, got.EndOfMessage, http.RequestAborted);
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
