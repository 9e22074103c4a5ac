using System.Net;
using System.Net.Sockets;
using Weir.Decisions;
using Weir.Edge.Admin;
using Weir.Edge.Configuration;
using Weir.Edge.Releasing;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Support;

/// <summary>
/// A running admin server on a free port and in a folder of its own, with a client for each door.
/// </summary>
internal sealed class AdminRig : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly List<HttpClient> _clients = [];

    private AdminRig(AdminServer server, DirectoryInfo folder, FakeNode node, EdgeTelemetry telemetry)
    {
        Server = server;
        _folder = folder;
        Node = node;
        Telemetry = telemetry;
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static AdminSettings Loopback => new() { Address = new IPEndPoint(IPAddress.Loopback, 0) };

    public AdminServer Server { get; }

    public FakeNode Node { get; }

    public EdgeTelemetry Telemetry { get; }

    public string Folder => _folder.FullName;

    public string Token => File.ReadAllText(Path.Combine(Folder, AdminServer.TokenName)).Trim();

    public string Authority => Server.Address?.ToString() ?? "";

    /// <summary>Over TCP.</summary>
    public HttpClient Tcp => field ??= Client(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    }, Server.Url ?? "http://nowhere.invalid");

    /// <summary>Over the Unix socket.</summary>
    public HttpClient Unix => field ??= Client(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Server.SocketPath ?? ""), ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }, "http://weir");

    public static DirectoryInfo NewFolder() => Directory.CreateTempSubdirectory("weir-");

    public static async Task<AdminRig> StartAsync(
        AdminSettings? settings = null, TimeProvider? time = null, DirectoryInfo? folder = null,
        ReleaseSources? releases = null)
    {
        folder ??= NewFolder();
        var node = new FakeNode();
        var telemetry = new EdgeTelemetry(time ?? TimeProvider.System);
        var started = await StartServerAsync(settings ?? Loopback, folder, node, telemetry, releases);
        return started.Match(
            server => new AdminRig(server, folder, node, telemetry),
            error => throw new InvalidOperationException(error.ToString()));
    }

    /// <summary>The error of a start that is expected to fail.</summary>
    public static async Task<AdminStartError> FailAsync(AdminSettings settings, DirectoryInfo folder)
    {
        var started = await StartServerAsync(settings, folder, new FakeNode(),
            new EdgeTelemetry(TimeProvider.System));
        return started.Match(
            _ => throw new InvalidOperationException("The admin server started."),
            error => error);
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpClient client, string method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return client.SendAsync(request, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static ValueTask<Outcome<AdminServer, AdminStartError>> StartServerAsync(
        AdminSettings settings, DirectoryInfo folder, FakeNode node, EdgeTelemetry telemetry,
        ReleaseSources? releases = null)
    {
        var options = new AdminOptions
        {
            Settings = settings,
            DataFolder = folder.FullName,
            Version = "0.1.0",
            Releases = releases,
        };
        return AdminServer.StartAsync(options, node, telemetry, Ct);
    }

    private HttpClient Client(SocketsHttpHandler handler, string address)
    {
        var client = new HttpClient(handler) { BaseAddress = new Uri(address) };
        _clients.Add(client);
        return client;
    }
}
