using Microsoft.AspNetCore.Http.Features;

namespace Weir.Edge.Forwarding;

/// <summary>
/// The visitor's body on its way through, watched: whether it was touched decides what may be retried,
/// whether a read is pending decides whose fault a stall is, and its end starts the wait for an answer.
/// </summary>
internal sealed class VisitorBody(Stream inner, Exchange exchange, IHttpMaxRequestBodySizeFeature? size)
    : PassingStream(inner)
{
    private readonly long? _limit = size?.MaxRequestBodySize;
    private Exchange? _exchange = exchange;
    private volatile bool _touched;
    private volatile bool _reading;

    public bool Touched => _touched;

    /// <summary>True while bytes of the visitor are awaited, and for good once a read has failed.</summary>
    public bool Reading => _reading;

    /// <summary>Lets go of the exchange, which serves other requests after this one.</summary>
    public void Detach() => Volatile.Write(ref _exchange, null);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        if (!_touched)
        {
            _touched = true;
            KeepLimit();
        }

        _reading = true;
        var count = await Inner.ReadAsync(buffer, cancel).ConfigureAwait(false);
        _reading = false;
        if (count == 0 && !buffer.IsEmpty)
        {
            Volatile.Read(ref _exchange)?.BodySent();
        }

        return count;
    }

    /// <summary>
    /// The library below lifts the site's limit for whatever calls itself gRPC, just before it reads. A
    /// content type is the visitor's to choose; the limit is not.
    /// </summary>
    private void KeepLimit()
    {
        if (size is { IsReadOnly: false } && size.MaxRequestBodySize != _limit)
        {
            size.MaxRequestBodySize = _limit;
        }
    }
}
