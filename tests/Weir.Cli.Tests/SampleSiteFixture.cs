using System.Net;
using System.Net.Sockets;
using System.Text;
using Weir.Cli.SampleSite;
using Xunit;

namespace Weir.Cli.Tests;

/// <summary>One sample site for a class of tests.</summary>
public sealed class SampleSiteFixture : IAsyncLifetime
{
    private SampleSiteServer? _server;

    public IPEndPoint Address => _server?.Address ?? new IPEndPoint(IPAddress.None, 0);

    public Uri Url => new($"http://{Address}");

    public async ValueTask InitializeAsync() =>
        _server = await SampleSiteServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0));

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    public HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url };

    /// <summary>Sends the pieces and reads to the end, for which the last request has to ask.</summary>
    public async Task<string> RawAsync(params string[] pieces)
    {
        var stop = TestContext.Current.CancellationToken;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Address, stop);
        await using var stream = new NetworkStream(socket);
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(piece), stop);
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(stop);
    }
}
