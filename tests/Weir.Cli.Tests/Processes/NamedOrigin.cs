using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.Tests.Processes;

/// <summary>An origin that answers every request with its name.</summary>
internal sealed class NamedOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private NamedOrigin(WebApplication app) => _app = app;

    /// <summary>An address where nobody listens.</summary>
    public static string Nobody
    {
        get
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return $"http://{listener.LocalEndpoint}";
        }
    }

    public string Address => _app.Urls.Single();

    public static async Task<NamedOrigin> StartAsync(string name)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync(name));
        await app.StartAsync(WeirProcess.Ct);
        return new NamedOrigin(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
