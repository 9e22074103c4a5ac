using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Weir.Decisions;
using Weir.Edge.Configuration;
using Weir.Edge.Forwarding;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Forwarding;

/// <summary>
/// The least gateway: a Kestrel that hands every request to one forwarder and answers its failures.
/// </summary>
internal sealed class Front : IAsyncDisposable
{
    public const string RequestId = "01J9ZZZZZZZZZZZZZZZZZZZZZZ";

    private readonly WebApplication _app;
    private readonly Channel<ForwardResult> _results = Channel.CreateUnbounded<ForwardResult>();

    private Front(WebApplication app, SiteForwarderFactory factory, ISiteForwarder forwarder)
    {
        _app = app;
        Factory = factory;
        Forwarder = forwarder;
    }

    public SiteForwarderFactory Factory { get; }

    public ISiteForwarder Forwarder { get; set; }

    public Func<ForwardHeaders, ForwardHeaders> Ours { get; set; } = headers => headers;

    public long? MaxBody { get; set; }

    /// <summary>HTTP/1.1 in cleartext.</summary>
    public int Port { get; private set; }

    /// <summary>HTTP/2 in cleartext.</summary>
    public int H2Port { get; private set; }

    public FakeLog Log { get; private init; } = new();

    public static Task<Front> StartAsync(params Uri[] origins) => StartAsync(Site(origins));

    public static async Task<Front> StartAsync(
        SiteSettings site, TimeProvider? time = null, X509ChainPolicy? trust = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2);
        });
        var log = new FakeLog();
        var factory = new SiteForwarderFactory(
            SiteForwarderFactory.CreateForwarder(), log, time ?? TimeProvider.System, trust);
        var app = builder.Build();
        var front = new Front(app, factory, factory.Create(site)) { Log = log };
        app.Run(front.HandleAsync);
        await app.StartAsync();
        var addresses =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var ports = addresses.Select(a => new Uri(a).Port).ToArray();
        (front.Port, front.H2Port) = (ports[0], ports[1]);
        return front;
    }

    public static SiteSettings Site(params Uri[] origins) => new()
    {
        Id = "site",
        Hosts = ["*"],
        Origins = [.. origins.Select(o => new OriginSettings(o, ProtocolOf(o)))],
        Health = new HealthSettings { Failures = 2 },
    };

    /// <summary>The result of the next request that ended.</summary>
    public async Task<ForwardResult> ResultAsync() =>
        await _results.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

    public async ValueTask DisposeAsync()
    {
        await Forwarder.DisposeAsync();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static OriginProtocol ProtocolOf(Uri origin) => origin.Scheme switch
    {
        "https" => OriginProtocol.Tls,
        "h2c" => OriginProtocol.H2c,
        _ => OriginProtocol.Http1,
    };

    private async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers["Weir-Request-Id"] = RequestId;
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBody;
        var headers = Ours(new ForwardHeaders(
            RequestId, null, "NoRelease", "forward", null, null, null, "192.0.2.7", false, "https"));
        var result = await Forwarder.ForwardAsync(http, in headers);
        if (result.Status != ForwardStatus.Completed && !http.Response.HasStarted)
        {
            Assert.Equal(StatusCodes.Status200OK, http.Response.StatusCode);
            Assert.Equal(RequestId, Assert.Single(http.Response.Headers).Value);
            http.Response.StatusCode = result.Status switch
            {
                ForwardStatus.ClientBody => result.BodyStatus,
                ForwardStatus.OriginTimeout => StatusCodes.Status504GatewayTimeout,
                ForwardStatus.OriginUnreachable or ForwardStatus.OriginFailed or ForwardStatus.ClientAborted
                    => StatusCodes.Status502BadGateway,
                ForwardStatus.EdgeFault or ForwardStatus.Unset or ForwardStatus.Completed
                    => StatusCodes.Status500InternalServerError,
                _ => StatusCodes.Status500InternalServerError,
            };
        }

        _results.Writer.TryWrite(result);
    }
}

internal sealed class FakeLog : IEdgeLog
{
    private readonly ConcurrentQueue<string> _keys = [];

    public IReadOnlyList<string> Keys => [.. _keys];

    public void Write(
        LogSeverity severity, string key, FaultOwner owner, string message, RequestId? request = null) =>
        _keys.Enqueue(key);
}
