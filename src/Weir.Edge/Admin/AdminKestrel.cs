using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Decisions;

namespace Weir.Edge.Admin;

/// <summary>A Kestrel on sockets that are already open, with limits of its own.</summary>
internal static class AdminKestrel
{
    public static WebApplication Build(AdminDoors doors, ILoggerFactory? logging, RequestDelegate answer)
    {
        // Empty: no settings file, environment variable or signal handler of the host reaches this server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(logging ?? NullLoggerFactory.Instance);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            SetLimits(kestrel);
            Listen(kestrel, doors);
        });
        builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket =
            endpoint => (endpoint is IPEndPoint ? doors.Tcp : doors.Unix)
                ?? SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
        var app = builder.Build();
        app.Run(answer);
        return app;
    }

    private static void SetLimits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Limits.AdminBodyBytes;
        kestrel.Limits.MaxRequestLineSize = Limits.AdminRequestLineBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = Limits.AdminHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = Limits.AdminHeaderTime;
        kestrel.Limits.KeepAliveTimeout = Limits.AdminKeepAlive;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
    }

    private static void Listen(KestrelServerOptions kestrel, AdminDoors doors)
    {
        if (doors.TcpAddress is { } address)
        {
            var door = AdminDoor.Tcp(address, doors.Certificates is not null, doors.Names);
            kestrel.Listen(address, listen =>
            {
                Guard(listen, door);
                if (doors.Certificates is [var leaf, ..] chain)
                {
                    listen.UseHttps(new HttpsConnectionAdapterOptions
                    {
                        ServerCertificate = leaf,
                        ServerCertificateChain = [.. chain.Skip(1)],
                        HandshakeTimeout = Limits.HandshakeTime,
                    });
                }
            });
        }

        if (doors.SocketPath is { } path)
        {
            kestrel.ListenUnixSocket(Path.GetFullPath(path), listen => Guard(listen, AdminDoor.Socket()));
        }
    }

    /// <summary>Tells each request its door, and keeps a crowd at one door from filling the other.</summary>
    private static void Guard(ListenOptions listen, AdminDoor door)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => async connection =>
        {
            if (!door.TryEnter(Limits.AdminConnections))
            {
                connection.Abort(new ConnectionAbortedException("too many admin connections"));
                return;
            }

            try
            {
                connection.Features.Set(door);
                await next(connection);
            }
            finally
            {
                door.Leave();
            }
        });
    }

    /// <summary>Signals belong to the node: the admin server is stopped last, by its owner.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
