using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Weir.Cli.Tests.Telemetry;

/// <summary>
/// A collector that keeps what is posted to it, as text: names in protobuf are readable bytes.
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _bodies = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public Uri Endpoint => new(_app.Urls.Single());

    public static async Task<OtlpReceiver> StartAsync(CancellationToken ct)
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync(ct);
        return receiver;
    }

    /// <summary>Everything posted to this path so far.</summary>
    public string Posted(string path) => _bodies.GetValueOrDefault(path, "");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var bytes = Encoding.Latin1.GetString(body.ToArray());
        var text = $"{http.Request.Method} {http.Request.ContentType}\n{bytes}";
        _bodies.AddOrUpdate(http.Request.Path.Value ?? "", text, (_, before) => before + text);
        http.Response.ContentType = "application/x-protobuf";
    }
}
