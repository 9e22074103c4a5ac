using System.Collections.Immutable;
using System.Net;
using Weir.Edge.Configuration;
using Weir.Edge.Tests.Support;
using Weir.Edge.Watching;
using Xunit;

namespace Weir.Edge.Tests.Tls;

/// <summary>What a test asks of a gateway; the rest is as a node has it without configuration.</summary>
internal sealed record GatewayPlan
{
    public TlsSettings Tls { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The certificate of TLS listeners that have none, or null.</summary>
    public CertificateSettings? Development { get; init; }

    /// <summary>The hosts of each site; all are before the same origin.</summary>
    public ImmutableArray<ImmutableArray<string>> Sites { get; init; } = [["*"]];

    public static GatewayPlan With(params ImmutableArray<CertificateSettings> certificates) =>
        new() { Tls = new TlsSettings { Certificates = certificates } };
}

/// <summary>
/// The whole edge as the executable composes it, with one TLS and one cleartext address on free ports,
/// in front of an origin that records what reaches it.
/// </summary>
internal sealed class TlsGateway : IAsyncDisposable
{
    private readonly EdgeLogger _logger;
    private readonly LineStream _lines;

    private TlsGateway(
        EdgeNode node, RawOrigin origin, EdgeTelemetry telemetry, EdgeLogger logger, LineStream lines)
    {
        Node = node;
        Origin = origin;
        Telemetry = telemetry;
        _logger = logger;
        _lines = lines;
    }

    public EdgeNode Node { get; }

    public RawOrigin Origin { get; }

    public EdgeTelemetry Telemetry { get; }

    /// <summary>Of the TLS address.</summary>
    public int Port => new Uri(Node.Listeners[0].Address).Port;

    public int CleartextPort => new Uri(Node.Listeners[1].Address).Port;

    /// <summary>What was logged so far.</summary>
    public string Log => _lines.Text;

    public static async Task<TlsGateway> StartAsync(GatewayPlan plan)
    {
        var origin = RawOrigin.Ok();
        var telemetry = new EdgeTelemetry(TimeProvider.System);
        var lines = new LineStream();
        var logger = new EdgeLogger(telemetry, lines, new EdgeLogOptions());
        var node = new EdgeNode(
            new EdgeNodeParts(".weir", telemetry, logger, new EdgeLogging(logger), plan.Development)
            {
                Windows = Gateway.FewKeys,
            },
            Configuration(plan, origin), State());
        var started = await node.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(started.Try(out _, out var error), error.Message);
        return new TlsGateway(node, origin, telemetry, logger, lines);
    }

    /// <summary>Reads everything again, as after a change of the file.</summary>
    public void Apply(GatewayPlan plan) => Node.Apply(Configuration(plan, Origin), State());

    /// <summary>The JA4 that the origin's last request came with, or null.</summary>
    public string? LastJa4()
    {
        const string Name = "\r\nWeir-Ja4: ";
        var head = Origin.Heads[^1];
        var at = head.IndexOf(Name, StringComparison.Ordinal);
        return at < 0 ? null : head[(at + Name.Length)..head.IndexOf('\r', at + Name.Length)];
    }

    /// <summary>The body of an answer on the cleartext address.</summary>
    public async Task<string> CleartextAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await client.GetStringAsync(
            new Uri($"http://127.0.0.1:{CleartextPort}/"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Origin.DisposeAsync();
        await _logger.DisposeAsync();
        Assert.DoesNotContain("Unhandled", Log, StringComparison.OrdinalIgnoreCase);
    }

    private static GatewayConfiguration Configuration(GatewayPlan plan, RawOrigin origin) => new()
    {
        Node = new NodeSettings
        {
            Listeners =
            [
                new ListenerSettings { Address = new IPEndPoint(IPAddress.Loopback, 0), Tls = plan.Tls },
                new ListenerSettings { Address = new IPEndPoint(IPAddress.Loopback, 0) },
            ],
            Limits = plan.Limits,
            TrustedProxies = plan.TrustedProxies,
        },
        Sites = [.. plan.Sites.Select((hosts, i) => new SiteSettings
        {
            Id = $"site{i}",
            Hosts = hosts,
            Origins = [new OriginSettings(origin.Address, OriginProtocol.Http1)],
        })],
    };

    private static ConfigurationState State() => new("built-in", TimeProvider.System.GetUtcNow(), []);
}
