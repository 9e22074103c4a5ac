using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Weir.Decisions;
using Weir.Edge.Watching;

namespace Weir.Edge.Admin;

/// <summary>
/// The admin side of one node: a server of its own on its own doors, so that visitors' load and limits do
/// not reach it and nothing asked of it reaches them.
/// </summary>
public sealed class AdminServer : IAsyncDisposable
{
    public const string SocketName = "admin.sock";

    public const string TokenName = "admin.token";

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;

    private AdminServer(WebApplication app, CancellationTokenSource stopping, AdminDoors doors)
    {
        _app = app;
        _stopping = stopping;
        Address = doors.TcpAddress;
        SocketPath = doors.SocketPath;
        Url = Address is null ? null : $"{(doors.Certificates is null ? "http" : "https")}://{Address}";
        Notices = doors.Notices;
    }

    /// <summary>Where it listens over TCP, with its real port; null for the socket only.</summary>
    public IPEndPoint? Address { get; }

    /// <summary>The address as a URL; null for the socket only.</summary>
    public string? Url { get; }

    /// <summary>Null where the socket could not be opened.</summary>
    public string? SocketPath { get; }

    /// <summary>What the operator should be told; empty where all is as configured.</summary>
    public ImmutableArray<AdminNotice> Notices { get; }

    /// <summary>
    /// Starts it. An occupied address leaves the socket and a notice; an address open to other machines
    /// without TLS and a token is an error.
    /// </summary>
    public static async ValueTask<Outcome<AdminServer, AdminStartError>> StartAsync(
        AdminOptions options, INodeStatus node, EdgeTelemetry telemetry, CancellationToken ct)
    {
        if (!AdminDoors.Open(options).Try(out var doors, out var error))
        {
            return Outcome<AdminServer, AdminStartError>.Fail(error);
        }

        var stopping = new CancellationTokenSource();
        var events = new EventStream(telemetry, options.Releases?.Desk, stopping.Token);
        var routes = new AdminRoutes(
            node, telemetry, events, options.Releases, doors.Token, options.Version);
        var app = AdminKestrel.Build(doors, options.Logging, routes.HandleAsync);
        if (await TryStartAsync(app, ct).ConfigureAwait(false) is { } problem)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            doors.Close();
            stopping.Dispose();
            return Outcome<AdminServer, AdminStartError>.Fail(new(AdminStartFault.Server, problem));
        }

        return Outcome<AdminServer, AdminStartError>.Ok(new AdminServer(app, stopping, doors));
    }

    /// <summary>Ends every stream and connection; waits no longer than the token allows.</summary>
    [Boundary("stopping what is half stopped already is no failure")]
    public async Task StopAsync(CancellationToken ct)
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _app.StopAsync(ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // Out of time, or stopped before.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Null where it runs.</summary>
    [Boundary("Kestrel reports by exception what keeps it from starting")]
    private static async Task<string?> TryStartAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure
            is IOException or SocketException or InvalidOperationException or OperationCanceledException)
        {
            return failure.Message;
        }
    }
}
