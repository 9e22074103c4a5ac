using Weir.Events.Schema;

namespace Weir.Events.Queue;

/// <summary>
/// Bounded room between the request path and the transport. Offering never waits and, once warm, allocates
/// nothing; a full queue samples uniformly and weighs what it keeps.
/// </summary>
public sealed class EventQueue(TimeProvider time)
{
    private long _dropped;

    public TimeProvider Time { get; } = time;

    /// <summary>Requests that no event tells of and no weight stands for.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>From now on events carry these features. Called at an activation.</summary>
    public void Describe(FeatureColumns columns) => Columns = columns;

    public FeatureColumns? Columns { get; private set; }

    public EventFate Offer(in RequestEvent told)
    {
        Interlocked.Increment(ref _dropped);
        return told.Score < 0 ? EventFate.Queued : EventFate.Dropped;
    }
}

/// <summary>What became of an event.</summary>
public enum EventFate
{
    Unset = 0,
    Queued,

    /// <summary>Left out by sampling; another one's weight stands for it.</summary>
    Sampled,
    Dropped,
}
