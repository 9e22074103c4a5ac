using System.Globalization;
using Weir.Bench.Gateway.Ground;

namespace Weir.Bench.Gateway.Peers;

/// <summary>
/// Everything that can be compared on this machine, in the order of <see cref="PeerNames.All"/>.
/// </summary>
internal sealed class PeerCatalog(
    Workplace place, Tools tools, Repository repository, FreePorts ports, int origin)
{
    /// <summary>
    /// Null where the program is not installed, or was not built, with the reason as a line.
    /// </summary>
    public Peer? Find(string name, Notes notes)
    {
        var peer = name switch
        {
            PeerNames.Nginx => Nginx(),
            PeerNames.Haproxy => tools.Haproxy is { } haproxy ? Haproxy(haproxy) : null,
            PeerNames.Caddy => tools.Caddy is { } caddy ? Caddy(caddy) : null,
            PeerNames.Yarp => DotNet(name, repository.BareYarp, inline: false),
            PeerNames.Forwarder => DotNet(name, repository.BareForwarder, inline: false),
            PeerNames.ForwarderInline => DotNet(name, repository.BareForwarder, inline: true),
            PeerNames.Weir => Weir(name, inline: false),
            PeerNames.WeirInline => Weir(name, inline: true),
            _ => throw new BenchException($"no such proxy: {name}"),
        };
        if (peer is null)
        {
            notes.Add($"{name}: not installed, left out");
            return null;
        }

        if (!File.Exists(peer.Command.Program))
        {
            notes.Add($"{name}: {Path.GetFileName(peer.Command.Program)} is not built, left out");
            return null;
        }

        return peer;
    }

    private PeerPorts Ports() => new(ports.Next(), ports.Next(), ports.Next());

    private Peer Nginx()
    {
        var own = Ports();
        var folder = place.Folder(PeerNames.Nginx);
        var file = place.Write("nginx.conf", NativeConfigurations.Nginx(place, folder, own, origin));
        return new Peer(PeerNames.Nginx, new CommandLine(tools.Nginx, ["-p", folder, "-c", file]), own,
            AllocationSource.None);
    }

    private Peer Haproxy(string program)
    {
        var own = Ports();
        var file = place.Write("haproxy.cfg", NativeConfigurations.Haproxy(place, own, origin));
        return new Peer(PeerNames.Haproxy, new CommandLine(program, ["-db", "-f", file]), own,
            AllocationSource.None);
    }

    private Peer Caddy(string program)
    {
        var own = Ports();
        var file = place.Write("Caddyfile", NativeConfigurations.Caddy(place, own, origin));
        // Caddy writes below its home folder; the bench leaves nothing behind.
        var home = place.Folder(PeerNames.Caddy);
        var command = new CommandLine(program, ["run", "--adapter", "caddyfile", "--config", file])
        {
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = home,
                ["XDG_DATA_HOME"] = home,
                ["XDG_CONFIG_HOME"] = home,
            },
        };
        return new Peer(PeerNames.Caddy, command, own, AllocationSource.None);
    }

    private Peer DotNet(string name, string program, bool inline)
    {
        var own = Ports();
        var command = new CommandLine(program,
        [
            "--clear-port", Text(own.Clear), "--tls-port", Text(own.Tls), "--count-port", Text(own.Count),
            "--origin", $"http://127.0.0.1:{origin}/", "--cert", place.Certificate, "--key", place.Key,
            "--inline", inline ? "true" : "false",
        ]);
        if (inline)
        {
            // Only together with the transport option does it save the hand-over between threads.
            command = command with
            {
                Environment = new Dictionary<string, string>
                {
                    ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
                },
            };
        }

        return new Peer(name, command, own, AllocationSource.CountPort);
    }

    private Peer Weir(string name, bool inline)
    {
        var own = Ports();
        var file = place.Write($"{name}.yaml", WeirConfiguration.Yaml(place, own, origin, inline));
        var command = new CommandLine(repository.Weir,
        [
            "up", "--config", file, "--data", place.File($"{name}-data"), "--admin", $"127.0.0.1:{own.Count}",
        ]);
        return new Peer(name, command, own, AllocationSource.Metrics) { HasBeside = true };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
