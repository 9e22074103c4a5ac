using Weir.Decisions;

namespace Weir.Events.Transport;

/// <summary>
/// Writes to a keeper for as long as it takes what is written. One that has its hands full does not read;
/// whether that is too long is for its silence to say.
/// </summary>
/// <param name="frames">Where to; not owned.</param>
/// <param name="time">Of the watch.</param>
/// <param name="worked">Processor time of the keeper so far; null where nobody knows.</param>
internal sealed class WatchedWriter(FrameStream frames, TimeProvider time, Func<TimeSpan?> worked)
{
    /// <param name="kind">Of the frame.</param>
    /// <param name="first">Its payload.</param>
    /// <param name="rest">More of it, in other memory.</param>
    /// <param name="stop">Ends waiting, and with it the connection.</param>
    /// <returns>Null when it was written.</returns>
    public async ValueTask<TransportFault?> WriteAsync(
        FrameKind kind, ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> rest, CancellationToken stop)
    {
        var untaken = new Silence(time, worked);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var watch = time.CreateTimer(
            _ => EndIfTooLong(untaken, soon), null, Limits.KeeperStall, Limits.EventFlush);
        return await frames.WriteAsync(kind, first, rest, soon.Token).ConfigureAwait(false);
    }

    [Boundary("A clock may still call while the write that it watches comes to its end.")]
    private static void EndIfTooLong(Silence untaken, CancellationTokenSource soon)
    {
        try
        {
            if (untaken.TooLong)
            {
                soon.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // The write is over.
        }
    }
}
