using System.Net;
using Weir.Bench.Peers;
using Yarp.ReverseProxy.Configuration;

// What YARP's own getting-started page builds, untouched, but for two addresses and a quiet log:
// at the default level the console would cost more than the proxy.
var builder = WebApplication.CreateBuilder(args);
var settings = PeerSettings.From(builder.Configuration);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(IPAddress.Loopback, settings.ClearPort);
    kestrel.Listen(IPAddress.Loopback, settings.TlsPort, listen => listen.UseHttps(settings.Certificate));
});
builder.Services.AddReverseProxy().LoadFromMemory(
    [
        new RouteConfig
        {
            RouteId = "all",
            ClusterId = "origin",
            Match = new RouteMatch { Path = "{**rest}" },
        },
    ],
    [
        new ClusterConfig
        {
            ClusterId = "origin",
            Destinations = new Dictionary<string, DestinationConfig>
            {
                ["only"] = new() { Address = settings.Origin },
            },
        },
    ]);

var app = builder.Build();
app.MapReverseProxy();
AllocationPort.Open(settings.CountPort);
app.Run();
