using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Decisions.Signals.Recorded;
using Weir.Edge.Capture.Recording;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Tests.Configuration;
using Weir.Edge.Tests.Forwarding;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Recording;

/// <summary>A whole edge that captures into its own folder: cleartext, TLS and cleartext HTTP/2.</summary>
internal sealed class CapturingNode : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly RequestRecorder? _recorder;
    private readonly EdgeNode _node;

    private CapturingNode(
        TestFolder folder, RequestRecorder? recorder, EdgeNode node, EdgeTelemetry telemetry)
    {
        _folder = folder;
        _recorder = recorder;
        _node = node;
        Telemetry = telemetry;
        Urls = [.. node.Listeners.Select(l => new Uri(l.Address))];
    }

    public EdgeTelemetry Telemetry { get; }

    public Uri[] Urls { get; }

    public string Folder => _folder.File("captures");

    public static async Task<CapturingNode> StartAsync(
        Uri origin, bool capture = true, long fileBytes = 1 << 20, long bytes = 1 << 30)
    {
        var folder = new TestFolder();
        var telemetry = new EdgeTelemetry(TimeProvider.System);
        var log = new FakeLog();
        Assert.True(DevelopmentCertificate.LoadOrCreate(folder.Path, TimeProvider.System).Try(
            out var certificate, out var error), error.Message);
        RequestRecorder? recorder = null;
        if (capture)
        {
            var opened = RequestRecorder.Open(folder.File("captures"), telemetry, log, fileBytes, bytes);
            Assert.True(opened.Try(out recorder, out var refusal), refusal.Message);
        }

        var any = new IPEndPoint(IPAddress.Loopback, 0);
        var configuration = new GatewayConfiguration
        {
            Node = new NodeSettings
            {
                Listeners =
                [
                    new ListenerSettings { Address = any },
                    new ListenerSettings { Address = any, Tls = new TlsSettings() },
                    new ListenerSettings { Address = any, Protocol = ListenerProtocol.H2c },
                ],
            },
            Sites = [Front.Site(origin)],
        };
        var node = new EdgeNode(
            new EdgeNodeParts(folder.Path, telemetry, log, NullLoggerFactory.Instance, certificate)
            {
                Recorder = recorder,
                Windows = Gateway.FewKeys,
            },
            configuration,
            new ConfigurationState("test", TimeProvider.System.GetUtcNow(), []));
        var started = await node.StartAsync(CancellationToken.None);
        Assert.True(started.Try(out _, out var listen), listen.Message);
        return new CapturingNode(folder, recorder, node, telemetry);
    }

    public HttpClient Client(Version version)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler)
        {
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>Ends the node and reads what it captured.</summary>
    public async Task<List<RecordedRequest>> EndAsync()
    {
        await StopAsync();
        var requests = new List<RecordedRequest>();
        foreach (var file in Files())
        {
            var reader = new CaptureReader();
            foreach (var line in File.ReadLines(file))
            {
                var status = reader.Read(System.Text.Encoding.UTF8.GetBytes(line), out var request);
                Assert.True(status is CaptureStatus.Request or CaptureStatus.Connection, $"{status}: {line}");
                if (request is not null)
                {
                    requests.Add(request);
                }
            }
        }

        return requests;
    }

    public string[] Files() => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder).Order()] : [];

    public async Task StopAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _node.StopAsync(TimeSpan.Zero, TimeSpan.FromSeconds(5), now.Token);
        if (_recorder is not null)
        {
            await _recorder.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _node.DisposeAsync();
        _folder.Dispose();
    }
}
