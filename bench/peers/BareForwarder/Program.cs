using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Weir.Bench.Peers;
using Yarp.ReverseProxy.Forwarder;

// The floor of what Weir can cost: IHttpForwarder in front of one origin, with everything around it
// that can be left out left out, and every header copied as it came.
var builder = WebApplication.CreateSlimBuilder(args);
var settings = PeerSettings.From(builder.Configuration);
builder.Logging.ClearProviders();
builder.WebHost.UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, settings.ClearPort);
    kestrel.Listen(IPAddress.Loopback, settings.TlsPort, listen => listen.UseHttps(settings.Certificate));
});
builder.Services.Configure<SocketTransportOptions>(
    sockets => sockets.UnsafePreferInlineScheduling = settings.Inline);
builder.Services.AddHttpForwarder();

using var client = new HttpMessageInvoker(new SocketsHttpHandler
{
    UseProxy = false,
    UseCookies = false,
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.None,
    ActivityHeadersPropagator = null,
    ConnectTimeout = TimeSpan.FromSeconds(3),
});
var request = new ForwarderRequestConfig
{
    Version = HttpVersion.Version11,
    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
};

var app = builder.Build();
var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
app.Run(async context =>
    await forwarder.SendAsync(context, settings.Origin, client, request, HttpTransformer.Empty));
AllocationPort.Open(settings.CountPort);
app.Run();
