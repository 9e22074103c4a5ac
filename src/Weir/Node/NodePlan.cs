using System.Collections.Immutable;
using System.Net;
using Weir.Cli.Commands;
using Weir.Decisions;
using Weir.Edge.Configuration;
using Weir.Edge.Watching;

namespace Weir.Cli.Node;

/// <summary>
/// What a node runs: the file's configuration, or one site for every host, with the addresses of the
/// command line in place of the file's.
/// </summary>
internal sealed class NodePlan
{
    private static readonly IPEndPoint DefaultHttp = new(IPAddress.Loopback, 8080);
    private static readonly IPEndPoint DefaultHttps = new(IPAddress.Loopback, 8443);
    private static readonly IPEndPoint DefaultAdmin = new(IPAddress.Loopback, 9090);

    private readonly UpOptions _options;
    private readonly ConfigurationStore? _store;

    private NodePlan(UpOptions options, ConfigurationStore? store, GatewayConfiguration configuration)
    {
        _options = options;
        _store = store;
        Configuration = configuration;
    }

    public GatewayConfiguration Configuration { get; }

    public required ConfigurationState State { get; init; }

    /// <summary>What is wrong with the file, as far as it does not keep the node from starting.</summary>
    public ImmutableArray<ConfigurationProblem> Problems { get; private init; } = [];

    /// <summary>Null where no file was named.</summary>
    public string? File => _store?.FilePath;

    public ImmutableArray<string> WatchedFiles => _store?.WatchedFiles ?? [];

    /// <summary>The plan of a node without a file, in front of one origin.</summary>
    public static NodePlan InFrontOf(OriginSettings origin, UpOptions options, TimeProvider time)
    {
        var site = new SiteSettings { Id = "default", Hosts = ["*"], Origins = [origin] };
        var configuration = new GatewayConfiguration
        {
            Node = new NodeSettings { Listeners = ListenerSettings.Defaults },
            Sites = [site],
        };
        return new NodePlan(options, null, WithAddresses(configuration, options))
        {
            State = new ConfigurationState("built-in", time.GetUtcNow(), []),
        };
    }

    /// <summary>The plan that a file makes; an error where nothing of it can run.</summary>
    public static Outcome<NodePlan, StartError> FromFile(string path, UpOptions options, TimeProvider time)
    {
        var store = new ConfigurationStore(path, time);
        var change = store.Reload();
        if (!change.Running.Try(out var configuration, out _))
        {
            if (!System.IO.File.Exists(path))
            {
                return Outcome<NodePlan, StartError>.Fail(new StartError($"there is no file '{path}'"));
            }

            var problems = string.Join('\n', change.Problems.Select(p => p.Render(path)));
            return Outcome<NodePlan, StartError>.Fail(new StartError(
                $"{path} cannot be used; 'weir check {path}' shows more\n{problems}"));
        }

        return Outcome<NodePlan, StartError>.Ok(
            new NodePlan(options, store, WithAddresses(configuration, options))
            {
                State = change.State,
                Problems = change.Problems,
            });
    }

    /// <summary>Reads the file again; null where there is none.</summary>
    public ConfigurationChange? Reload() => _store?.Reload();

    /// <summary>The same overrides for a configuration that was read again.</summary>
    public GatewayConfiguration Overridden(GatewayConfiguration configuration) =>
        WithAddresses(configuration, _options);

    private static GatewayConfiguration WithAddresses(GatewayConfiguration configuration, UpOptions options)
    {
        var node = configuration.Node;
        var tls = node.Listeners.Where(l => l.Tls is not null).ToImmutableArray();
        var h2c = node.Listeners
            .Where(l => l.Tls is null && l.Protocol == ListenerProtocol.H2c)
            .ToImmutableArray();
        var plain = node.Listeners
            .Where(l => l.Tls is null && l.Protocol != ListenerProtocol.H2c)
            .ToImmutableArray();
        return configuration with
        {
            Node = node with
            {
                Listeners =
                [
                    .. options.Http is { IsGiven: true } http ? Plain(http.Or(DefaultHttp)) : plain,
                    .. options.Https is { IsGiven: true } https ? Secure(https.Or(DefaultHttps), tls) : tls,
                    .. h2c,
                ],
                Admin = options.Admin.IsGiven
                    ? node.Admin with { Address = options.Admin.Or(DefaultAdmin) }
                    : node.Admin,
            },
        };
    }

    private static ImmutableArray<ListenerSettings> Plain(IPEndPoint? address) =>
        address is null ? [] : [new ListenerSettings { Address = address }];

    // The certificates of the file's first TLS listener move with the address.
    private static ImmutableArray<ListenerSettings> Secure(
        IPEndPoint? address, ImmutableArray<ListenerSettings> file) =>
        address is null
            ? []
            :
            [
                new ListenerSettings
                {
                    Address = address,
                    Tls = file.FirstOrDefault()?.Tls ?? new TlsSettings(),
                },
            ];
}
