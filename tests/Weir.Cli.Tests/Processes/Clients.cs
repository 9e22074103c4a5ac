using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Weir.Cli.Tests.Processes;

/// <summary>HTTP clients that take the development certificate, and what they are asked for most.</summary>
internal static class Clients
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static HttpClient To(Uri address, Version? version = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        return new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = WeirProcess.Patience,
        };
    }

    /// <summary>To the admin side, through its socket.</summary>
    public static HttpClient ToSocket(string path) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://weir") };

    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(path, Ct));
        return document.RootElement.Clone();
    }

    /// <summary>A request for one site of a node, by its name.</summary>
    public static async Task<(int Status, string Body)> AskAsync(this HttpClient client, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
        using var response = await client.SendAsync(request, Ct);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    /// <summary>What one line of the Prometheus page says; the name comes with its labels.</summary>
    public static async Task<double> MetricAsync(this HttpClient admin, string name)
    {
        var page = await admin.GetStringAsync("/metrics", Ct);
        var line = page.Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
