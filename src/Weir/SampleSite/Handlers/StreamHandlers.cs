using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Cli.SampleSite.Handlers;

/// <summary>What takes its time: <c>/slow</c>, server-sent <c>/events</c>, WebSocket <c>/ws</c>.</summary>
internal sealed class StreamHandlers(TimeProvider time, CancellationToken stopping)
{
    private const int FrameBytes = 16 * 1024;

    public void Map(SiteRoutes routes)
    {
        routes.Add("GET", "/slow", SlowAsync);
        routes.Add("GET", "/events", EventsAsync);
        routes.Add("GET", "/ws", EchoAsync);

        // WebSockets over HTTP/2 arrive as extended CONNECT (RFC 8441).
        routes.Add("CONNECT", "/ws", EchoAsync);
    }

    private async Task SlowAsync(HttpContext context)
    {
        var most = (int)SiteLimits.Slow.TotalMilliseconds;
        var wait = TimeSpan.FromMilliseconds(Query(context, "ms", 1_000, 0, most));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await Task.Delay(wait, time, ends.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await Json.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("waited_ms", (long)wait.TotalMilliseconds);
            json.WriteEndObject();
        });
    }

    // The level of the river, every so often: a stream that is only right if nobody on the way buffers it.
    private async Task EventsAsync(HttpContext context)
    {
        var count = Query(context, "count", SiteLimits.Events, 1, SiteLimits.Events);
        var every = TimeSpan.FromMilliseconds(Query(context, "ms", 1_000, 10, 60_000));
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        Headers.NoSniffing(response);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            for (var i = 0; i < count; i++)
            {
                if (i > 0)
                {
                    await Task.Delay(every, time, ends.Token);
                }

                var level = 120 + (int)(15 * Math.Sin(i / 5.0));
                var text = $"id: {i}\nevent: level\ndata: {{\"n\":{i},\"cm\":{level}}}\n\n";
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ends.Token);
                await response.Body.FlushAsync(ends.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The site stops: the stream ends here, in order.
        }
    }

    private async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await Json.ProblemAsync(context, StatusCodes.Status426UpgradeRequired, "This is a WebSocket.");
            return;
        }

        // The first of the offered subprotocols is taken, so that tests can see it travel.
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(offered.FirstOrDefault());
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var buffer = ArrayPool<byte>.Shared.Rent(FrameBytes);
        try
        {
            await PumpAsync(socket, buffer, ends.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The visitor left without a goodbye, or the site stops.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Piece by piece: a message may be larger than any buffer.
    private static async Task PumpAsync(WebSocket socket, byte[] buffer, CancellationToken ends)
    {
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer.AsMemory(), ends);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                var status = socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure;
                await socket.CloseAsync(status, socket.CloseStatusDescription, ends);
                return;
            }

            var bytes = buffer.AsMemory(0, piece.Count);
            await socket.SendAsync(bytes, piece.MessageType, piece.EndOfMessage, ends);
        }
    }

    private static int Query(HttpContext context, string name, int usual, int least, int most) =>
        int.TryParse(
            context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? Math.Clamp(value, least, most)
            : usual;
}
