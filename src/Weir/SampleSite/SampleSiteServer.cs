using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Weir.Cli.SampleSite.Received;

namespace Weir.Cli.SampleSite;

/// <summary>
/// The sample site on an address of its own. A bare Kestrel without a host: a host would bring its own
/// answer to signals, and this one must live until the gateway before it has drained.
/// </summary>
public sealed class SampleSiteServer : IAsyncDisposable
{
    private readonly KestrelServer _kestrel;
    private readonly CancellationTokenSource _stopping;

    private SampleSiteServer(KestrelServer kestrel, CancellationTokenSource stopping, IPEndPoint address)
    {
        _kestrel = kestrel;
        _stopping = stopping;
        Address = address;
    }

    /// <summary>The address it answers on, with the port that the system chose for 0.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Starts to answer.</summary>
    /// <exception cref="IOException">The address cannot be had; the message says which and why.</exception>
    public static async Task<SampleSiteServer> StartAsync(
        IPEndPoint at, SampleSiteOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new SampleSiteOptions();
        var silent = NullLoggerFactory.Instance;
        var kestrel = new KestrelServer(
            Options.Create(KestrelOptions(at, options)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), silent),
            silent);
        var stopping = new CancellationTokenSource();
        try
        {
            var site = SiteRoutes.Create(options.Time, stopping.Token);
            await kestrel.StartAsync(new SampleSiteApplication(site), cancellation);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            kestrel.Dispose();
            stopping.Dispose();
            throw new IOException(WhyNot(at, fault), fault);
        }

        return new SampleSiteServer(kestrel, stopping, Bound(kestrel, at));
    }

    public async ValueTask DisposeAsync()
    {
        // Streams that would never end by themselves are told first; what remains gets a short while.
        await _stopping.CancelAsync();
        using var patience = new CancellationTokenSource(SiteLimits.Stop);
        await _kestrel.StopAsync(patience.Token);
        _kestrel.Dispose();
        _stopping.Dispose();
    }

    private static KestrelServerOptions KestrelOptions(IPEndPoint at, SampleSiteOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestHeadersTotalSize = SiteLimits.HeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = SiteLimits.HeaderLines;
        kestrel.Limits.MaxConcurrentConnections = Decisions.Limits.Connections;

        // Uploads may have any size and pace: how much is too much or too slow is the gateway's to say.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Listen(at, listen =>
        {
            listen.Protocols = options.Http2Cleartext ? HttpProtocols.Http2 : HttpProtocols.Http1;
            if (!options.Http2Cleartext)
            {
                listen.Use(RecordedConnection.Middleware);
            }
        });
        return kestrel;
    }

    private static IPEndPoint Bound(KestrelServer kestrel, IPEndPoint asked)
    {
        var address = kestrel.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return address is null ? asked : new IPEndPoint(asked.Address, new Uri(address).Port);
    }

    private static string WhyNot(IPEndPoint at, Exception fault) =>
        fault is AddressInUseException || fault.InnerException is AddressInUseException
            ? $"{at} is occupied: stop what listens there, or choose another address"
            : $"cannot listen on {at}: {(fault.InnerException ?? fault).Message}";
}
