using System.Collections.Immutable;
using System.Net;

namespace Weir.Edge.Configuration;

/// <summary>What of a new node part takes effect only after a restart, in words.</summary>
internal static class RestartNeeds
{
    /// <param name="started">What the process started with.</param>
    /// <param name="wanted">What the file asks for now.</param>
    public static ImmutableArray<string> Compare(NodeSettings started, NodeSettings wanted)
    {
        var needs = ImmutableArray.CreateBuilder<string>();
        foreach (var listener in wanted.Listeners)
        {
            if (Find(started, listener.Address) is not { } running)
            {
                needs.Add($"listen: {listener.Address} is new; it is listened on after a restart");
            }
            else if (running.Protocol != listener.Protocol)
            {
                needs.Add($"listen: {listener.Address} speaks another protocol after a restart");
            }
            else if (running.Tls is null != listener.Tls is null)
            {
                var turned = listener.Tls is null ? "off" : "on";
                needs.Add($"listen: TLS on {listener.Address} is turned {turned} after a restart");
            }
            else if (running.Tls is { } was && listener.Tls is { } tls
                && was.MinVersion != tls.MinVersion)
            {
                needs.Add($"listen: min_version of {listener.Address} changes after a restart");
            }
        }

        foreach (var listener in started.Listeners.Where(l => Find(wanted, l.Address) is null))
        {
            needs.Add($"listen: {listener.Address} was removed; it is listened on until a restart");
        }

        if (!Equals(started.Admin.Address, wanted.Admin.Address))
        {
            needs.Add($"admin: the address stays {Shown(started.Admin.Address)} until a restart");
        }

        if (started.InlineSockets != wanted.InlineSockets)
        {
            needs.Add("inline_sockets: takes effect after a restart");
        }

        if (started.Limits != wanted.Limits)
        {
            needs.Add("limits: take effect after a restart");
        }

        if (started.Telemetry != wanted.Telemetry)
        {
            needs.Add("telemetry: takes effect after a restart");
        }

        return needs.ToImmutable();
    }

    private static ListenerSettings? Find(NodeSettings node, IPEndPoint address) =>
        node.Listeners.FirstOrDefault(l => l.Address.Equals(address));

    private static string Shown(IPEndPoint? address) => address?.ToString() ?? "none";
}
