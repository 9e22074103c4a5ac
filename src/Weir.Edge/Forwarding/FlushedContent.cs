using System.Net;

namespace Weir.Edge.Forwarding;

/// <summary>A body whose every piece goes out at once.</summary>
internal sealed class FlushedContent : HttpContent
{
    private readonly HttpContent _inner;

    public FlushedContent(HttpContent inner)
    {
        _inner = inner;
        foreach (var header in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _inner.CopyToAsync(new FlushingStream(stream), context);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(new FlushingStream(stream), context, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class FlushingStream(Stream inner) : PassingStream(inner)
    {
        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
        {
            await Inner.WriteAsync(buffer, cancel).ConfigureAwait(false);
            await Inner.FlushAsync(cancel).ConfigureAwait(false);
        }
    }
}
