using System.Collections.Immutable;
using System.Net;
using Weir.Decisions.Scoring;
using Weir.Decisions.Signals.Windows;
using Weir.Edge.Configuration;
using Weir.Edge.Stages;
using Weir.Edge.Watching;
using Weir.Events.Queue;

namespace Weir.Edge.Tests.Support;

/// <summary>
/// The whole edge as the executable composes it, on free ports of loopback: cleartext HTTP/1.1 and, beside
/// it, cleartext HTTP/2.
/// </summary>
public sealed class Gateway : IAsyncDisposable
{
    /// <summary>Tests that measure memory run beside others that start nodes.</summary>
    internal static readonly WindowSizes FewKeys = new(1024, 1024, 1024, 1024);

    private readonly EdgeLogger _log;
    private readonly MemoryStream _lines;

    private Gateway(EdgeNode node, EdgeTelemetry telemetry, EdgeLogger log, MemoryStream lines)
    {
        Node = node;
        Telemetry = telemetry;
        _log = log;
        _lines = lines;
        var ports = node.Listeners.Select(l => new Uri(l.Address).Port).ToArray();
        (Port, H2Port) = (ports[0], ports[1]);
    }

    public EdgeNode Node { get; }

    public EdgeTelemetry Telemetry { get; }

    /// <summary>HTTP/1.1 in cleartext.</summary>
    public int Port { get; }

    /// <summary>HTTP/2 in cleartext.</summary>
    public int H2Port { get; }

    public static Task<Gateway> StartAsync(LimitSettings limits, params SiteSettings[] sites) =>
        StartAsync(Configure(limits, sites), null);

    /// <param name="configuration">What it runs; see <see cref="Configure"/>.</param>
    /// <param name="entering">Called inside the guard of each stage.</param>
    /// <param name="scoring">What scores requests; null for nothing.</param>
    /// <param name="time">The clock of requests and windows; null for the system's.</param>
    /// <param name="events">Takes events; null for none.</param>
    internal static async Task<Gateway> StartAsync(
        GatewayConfiguration configuration,
        Action<EdgeStage, GatewayRequest>? entering,
        ScoringPlan? scoring = null,
        TimeProvider? time = null,
        EventQueue? events = null)
    {
        var telemetry = new EdgeTelemetry(time ?? TimeProvider.System);
        var lines = new MemoryStream();
        var log = new EdgeLogger(telemetry, lines, new EdgeLogOptions { Minimum = LogSeverity.Information });
        var node = new EdgeNode(
            new EdgeNodeParts("unused", telemetry, log, new EdgeLogging(log), null)
            {
                Entering = entering,
                Scoring = scoring,
                Events = events,
                Windows = FewKeys,
            },
            configuration,
            State());
        var started = await node.StartAsync(CancellationToken.None);
        return started.Match(
            running => new Gateway(running, telemetry, log, lines),
            error => throw new InvalidOperationException(error.Message));
    }

    /// <summary>Two listeners on loopback and these sites.</summary>
    public static GatewayConfiguration Configure(LimitSettings limits, params SiteSettings[] sites)
    {
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        return new GatewayConfiguration
        {
            Node = new NodeSettings
            {
                Listeners =
                [
                    new ListenerSettings { Address = any },
                    new ListenerSettings { Address = any, Protocol = ListenerProtocol.H2c },
                ],
                Limits = limits,
            },
            Sites = [.. sites],
        };
    }

    public static SiteSettings Site(string id, params Uri[] origins) => new()
    {
        Id = id,
        Hosts = [$"{id}.example"],
        Origins = [.. origins.Select(o => new OriginSettings(o, OriginProtocol.Http1))],
    };

    /// <summary>Replaces what runs, as a reload does.</summary>
    public void Apply(GatewayConfiguration next) => Node.Apply(next, State());

    /// <summary>Every reason of <c>weir_limits_total</c> that has counted, with its count.</summary>
    public ImmutableSortedDictionary<string, long> Limits() => Enum.GetValues<LimitReason>()
        .Where(reason => Telemetry.LimitsReached(reason) > 0)
        .ToImmutableSortedDictionary(reason => reason.Name(), Telemetry.LimitsReached);

    public long EdgeErrors() => Enum.GetValues<EdgeStage>().Sum(Telemetry.EdgeErrors);

    public long OriginErrors(string site) => Telemetry.Sites.Single(s => s.Id == site).OriginErrors;

    /// <summary>The record of a finished request, by the id that its visitor got.</summary>
    public async Task<RequestRecord> RecordAsync(string? id)
    {
        var found = await Until.NotNullAsync(() =>
            Telemetry.Recent.Newest(int.MaxValue, record => record.Id.ToString() == id)
                .Select(record => (RequestRecord?)record).FirstOrDefault());
        return found ?? throw new InvalidOperationException($"No record of '{id}'.");
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await Node.StopAsync(TimeSpan.Zero, TimeSpan.Zero, now.Token);
        await Node.DisposeAsync();
        await _log.DisposeAsync();
        await _lines.DisposeAsync();
    }

    private static ConfigurationState State() => new("test", DateTimeOffset.UnixEpoch, []);
}
