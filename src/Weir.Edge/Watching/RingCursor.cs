namespace Weir.Edge.Watching;

/// <summary>
/// One follower's place in a ring. It takes what is there when it has time and learns how many it missed,
/// so that a slow follower costs the writers nothing.
/// </summary>
public sealed class RingCursor(RequestRing ring)
{
    private long _ticket = ring.Next;
    private bool _waited;

    /// <summary>
    /// Reads new records into <paramref name="into"/>, oldest first. Where there are more than fit, they are
    /// sampled evenly: a follower that cannot keep up sees all of the time, thinner.
    /// </summary>
    /// <param name="into">Where they go.</param>
    /// <param name="lost">Records since the last call that this follower will not see.</param>
    /// <returns>How many were read.</returns>
    public int Read(Span<RequestRecord> into, out long lost)
    {
        lost = 0;
        var next = ring.Next;
        var oldest = Math.Max(_ticket, next - ring.Capacity);
        lost += oldest - _ticket;
        _ticket = oldest;

        var step = Math.Max(1, (next - _ticket + into.Length - 1) / Math.Max(1, into.Length));
        var count = 0;
        while (_ticket < next && count < into.Length)
        {
            var read = ring.Read(_ticket, out into[count]);
            if (read == RingRead.Pending && !_waited)
            {
                // Its writer is in the middle of it, or gave it up: the next call will tell which.
                _waited = true;
                return count;
            }

            _waited = false;
            var last = Math.Min(next, _ticket + step);
            var taken = read == RingRead.Whole ? 1 : 0;
            lost += last - _ticket - taken;
            count += taken;
            _ticket = last;
        }

        return count;
    }
}
