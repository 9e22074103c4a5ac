using System.Net;
using Weir.Cli.Commands;
using Weir.Cli.SampleSite;
using Weir.Edge;
using Weir.Edge.Configuration;
using Weir.Edge.Listening;
using Weir.Edge.Watching;

namespace Weir.Cli.Node;

/// <summary>The running node: composition of the edge, the sample site and the admin side.</summary>
public static class NodeHost
{
    private static readonly IPEndPoint DefaultHttp = new(IPAddress.Loopback, 8080);
    private static readonly IPEndPoint DefaultHttps = new(IPAddress.Loopback, 8443);

    /// <summary>Runs until the token is cancelled, then drains. Answers an exit code.</summary>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken stop)
    {
        if (!DataFolder.Open(options.DataFolder).Try(out var folder, out var error))
        {
            await options.Error.WriteLineAsync($"weir up: {error.Message}");
            return ExitCode.Failed;
        }

        using (folder)
        {
            return await RunAsync(options, folder, stop);
        }
    }

    private static async Task<int> RunAsync(UpOptions options, DataFolder folder, CancellationToken stop)
    {
        var telemetry = new EdgeTelemetry(TimeProvider.System);
        var sample = await SampleSiteServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), new SampleSiteOptions(), stop);
        DevelopmentCertificate.LoadOrCreate(folder.Keys, TimeProvider.System).Try(out var dev, out var _);
        var configuration = new GatewayConfiguration
        {
            Node = new NodeSettings
            {
                Listeners =
                [
                    new ListenerSettings { Address = options.Http.Or(DefaultHttp)! },
                    new ListenerSettings { Address = options.Https.Or(DefaultHttps)!, Tls = new TlsSettings() },
                ],
            },
            Sites =
            [
                new SiteSettings
                {
                    Id = "default",
                    Hosts = ["*"],
                    Origins = [options.Origin ?? new OriginSettings(new Uri($"http://{sample.Address}"), OriginProtocol.Http1)],
                },
            ],
        };
        var node = new EdgeNode(
            new EdgeNodeParts(folder.Root, telemetry, new ConsoleLog(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, dev),
            configuration, new ConfigurationState("built-in", TimeProvider.System.GetUtcNow(), []));
        if (!(await node.StartAsync(stop)).Try(out var running, out var failed))
        {
            await options.Error.WriteLineAsync($"weir up: {failed.Address}: {failed.Message}");
            return ExitCode.Failed;
        }

        foreach (var listener in running.Listeners)
        {
            await options.Output.WriteLineAsync(listener.Address);
        }

        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None);
        await running.StopAsync(options.Grace, TimeSpan.FromSeconds(30), CancellationToken.None);
        return ExitCode.Done;
    }

    private sealed class ConsoleLog : IEdgeLog
    {
        public void Write(LogSeverity severity, string key, FaultOwner owner, string message, Weir.Decisions.RequestId? request = null) =>
            Console.Error.WriteLine($"{severity} {key} {owner} {message}");
    }
}
