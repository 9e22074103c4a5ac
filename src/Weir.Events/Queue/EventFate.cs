namespace Weir.Events.Queue;

/// <summary>What became of an event.</summary>
public enum EventFate
{
    Unset = 0,
    Queued,

    /// <summary>Left out by sampling; another one's weight stands for it.</summary>
    Sampled,
    Dropped,
}
