using System.Net;

namespace Weir.Edge.Forwarding;

/// <summary>
/// Corrects two habits of the client library below. It gathers small pieces of a request body until its
/// buffer is full, which would hold back a slow stream; and it repeats a request without content on a new
/// connection when the origin closes without an answer, which is only right where repeating is harmless.
/// </summary>
internal sealed class StreamingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancel)
    {
        if (request.Content is { } content)
        {
            request.Content = new FlushedContent(content);
        }
        else if (!IsRepeatable(request.Method))
        {
            request.Content = new NoContent();
        }

        return base.SendAsync(request, cancel);
    }

    private static bool IsRepeatable(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options
        || method == HttpMethod.Connect;

    private sealed class NoContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }
    }
}
