using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Weir.Cli.SampleSite.Received;

namespace Weir.Cli.SampleSite;

/// <summary>Hands each request from Kestrel to the routes, with WebSockets on offer.</summary>
internal sealed class SampleSiteApplication(SiteRoutes routes) : IHttpApplication<HttpContext>
{
    private readonly WebSocketMiddleware _pipeline = new(
        routes.HandleAsync, Options.Create(new WebSocketOptions()), NullLoggerFactory.Instance);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) =>
        new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        // The header block is what was consumed last; a body that follows is not worth copying.
        var connection = RecordedConnection.Of(context);
        connection?.Recorder.Pause();
        try
        {
            await _pipeline.Invoke(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The visitor went away in the middle: nobody is left to be told.
        }
        finally
        {
            connection?.Recorder.Resume();
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
