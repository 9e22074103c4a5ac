using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Weir.Decisions;
using Weir.Edge.Capture;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Configuration;
using Weir.Edge.Stages;
using Weir.Edge.Watching;

namespace Weir.Edge.Listening;

/// <summary>
/// Kestrel with our connection middleware and without the hosting layer: the gateway is its
/// application, so a request passes nothing that it does not need. Owns the listening sockets.
/// </summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    private readonly WebApplication _container;
    private readonly IServer _server;
    private readonly AcceptGate _gate;
    private readonly ImmutableArray<IDisposable> _observers;
    private readonly ImmutableArray<ListenerSettings> _listeners;

    private EdgeServer(
        WebApplication container,
        IServer server,
        AcceptGate gate,
        ImmutableArray<IDisposable> observers,
        ImmutableArray<ListenerSettings> listeners)
    {
        _listeners = listeners;
        _container = container;
        _server = server;
        _gate = gate;
        _observers = observers;
    }

    /// <summary>Binds every listener and serves; nothing is bound where the result is an error.</summary>
    [Boundary("sockets and Kestrel's start speak in exceptions")]
    public static async ValueTask<Outcome<EdgeServer, ListenError>> StartAsync(
        EdgeServerParts parts, GatewayApplication application, CancellationToken stop)
    {
        // Kestrel binds one address after the other and names the culprit in prose only: ask first.
        foreach (var listener in parts.Node.Listeners)
        {
            if (Occupied(listener.Address) is { } taken)
            {
                return Outcome<EdgeServer, ListenError>.Fail(new ListenError(listener.Address, taken));
            }
        }

        var server = Build(parts);
        try
        {
            await server._server.StartAsync(application, stop).ConfigureAwait(false);
            return Outcome<EdgeServer, ListenError>.Ok(server);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException
            or OperationCanceledException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            return Outcome<EdgeServer, ListenError>.Fail(new ListenError(null, e.Message));
        }
    }

    /// <summary>The addresses that are bound, in the order of the settings, with real ports.</summary>
    public ImmutableArray<string> Addresses =>
    [
        .. _gate.Bound.Zip(
            _listeners, (bound, listener) => $"{(listener.Tls is null ? "http" : "https")}://{bound}"),
    ];

    /// <summary>Takes changed limits for the requests and connections that come from now on.</summary>
    public void Apply(LimitSettings limits)
    {
        if (_container.Services.GetService<IOptions<KestrelServerOptions>>()?.Value is { } options)
        {
            ApplyLimits(options.Limits, limits);
        }
    }

    public ValueTask StopAcceptingAsync() => _gate.CloseAsync();

    /// <summary>
    /// GOAWAY and <c>Connection: close</c>; waits for requests until
    /// <paramref name="deadline"/>, then aborts them.
    /// </summary>
    [Boundary("a deadline that passes is how a drain ends when visitors do not")]
    public async ValueTask DrainAsync(CancellationToken deadline)
    {
        try
        {
            await _server.StopAsync(deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The deadline passed: the requests that were left are aborted, as they were promised.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync().ConfigureAwait(false);
        foreach (var observer in _observers)
        {
            observer.Dispose();
        }
    }

    private static EdgeServer Build(EdgeServerParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(parts.Logs);
        builder.Services.AddSingleton(services => new AcceptGate(
            new SocketTransportFactory(
                Options.Create(Transport(parts.Node.InlineSockets)),
                services.GetRequiredService<ILoggerFactory>())));
        builder.Services.AddSingleton<IConnectionListenerFactory>(
            services => services.GetRequiredService<AcceptGate>());
        builder.WebHost.ConfigureKestrel(options => Configure(options, parts));
        var app = builder.Build();
        var gate = app.Services.GetRequiredService<AcceptGate>();
        var observer = new BadRequestObserver(parts.Ids, parts.Telemetry);
        var subscription = observer.Subscribe(app.Services.GetRequiredService<DiagnosticListener>());
        var ends = new ConnectionEnds(app.Services.GetRequiredService<IMeterFactory>(), parts.Telemetry);
        var server = app.Services.GetRequiredService<IServer>();
        return new EdgeServer(app, server, gate, [subscription, ends], parts.Node.Listeners);
    }

    private static SocketTransportOptions Transport(bool inline) => new()
    {
        UnsafePreferInlineScheduling = inline,
        WaitForDataBeforeAllocatingBuffer = true,
    };

    private static void Configure(KestrelServerOptions options, EdgeServerParts parts)
    {
        options.AddServerHeader = false;
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        ApplyLimits(options.Limits, parts.Node.Limits);
        foreach (var listener in parts.Node.Listeners)
        {
            options.Listen(listener.Address, listen => Configure(listen, listener, parts));
        }
    }

    private static void ApplyLimits(KestrelServerLimits to, LimitSettings from)
    {
        to.MaxRequestLineSize = from.RequestLineBytes;
        to.MaxRequestHeadersTotalSize = from.HeaderBytes;
        to.MaxRequestHeaderCount = from.HeaderLines;
        to.RequestHeadersTimeout = from.HeaderTime;
        to.KeepAliveTimeout = from.KeepAlive;

        // Bodies are streamed and a site's own max_body is set on each request.
        to.MaxRequestBodySize = null;
        to.Http2.MaxStreamsPerConnection = from.Http2Streams;
        to.Http2.MaxRequestHeaderFieldSize = from.HeaderBytes;

        // Windows large enough that one upload on a long line is not held back by its own acknowledgements.
        to.Http2.InitialStreamWindowSize = 768 * 1024;
        to.Http2.InitialConnectionWindowSize = 1024 * 1024;
    }

    private static void Configure(ListenOptions listen, ListenerSettings listener, EdgeServerParts parts)
    {
        listen.Protocols = listener switch
        {
            { Tls: not null } => HttpProtocols.Http1AndHttp2,
            { Protocol: ListenerProtocol.H2c } => HttpProtocols.Http2,
            _ => HttpProtocols.Http1,
        };
        var gate = new ConnectionGate(
            parts.Counts, parts.State, parts.Ids, parts.Telemetry, parts.Recorder);
        listen.Use(next => gate.Wrap(next, listener));
        if (listener.Tls is not null)
        {
            var hello = new HelloCapture(parts.State, parts.Telemetry);
            listen.Use(hello.Wrap);
            listen.Use(next => HandshakeCount.Wrap(next, parts.Telemetry));
            listen.UseHttps(new TlsAnswers(parts.Certificates, listener).Callback());
        }

        listen.Use(next => TapeMiddleware.Wrap(next, listener, parts.State));
    }

    /// <returns>Why the address cannot be had, or null.</returns>
    [Boundary("trying an address is how it is known to be free")]
    private static string? Occupied(IPEndPoint address)
    {
        if (address.Port == 0)
        {
            return null;
        }

        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(address);
            socket.Listen();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "the address is in use" : e.Message;
        }
    }
}

/// <summary>What the server is made of.</summary>
internal sealed record EdgeServerParts(
    GatewayState State,
    CertificateStore Certificates,
    ConnectionCounts Counts,
    RequestIds Ids,
    EdgeTelemetry Telemetry,
    ILoggerFactory Logs)
{
    public NodeSettings Node => State.Current.Node;

    /// <summary>Null where no capture is being made.</summary>
    public RequestRecorder? Recorder { get; init; }
}

/// <param name="Address">The address at fault, or null where it is not one address's fault.</param>
/// <param name="Message">What is wrong with it.</param>
public readonly record struct ListenError(IPEndPoint? Address, string Message);
