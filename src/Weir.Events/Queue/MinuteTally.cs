namespace Weir.Events.Queue;

/// <summary>What became of the events of one minute, by the time of the request.</summary>
public record struct MinuteTally
{
    /// <summary>Requests offered.</summary>
    public long Offered { get; set; }

    /// <summary>Events kept of them; the others were sampled out or dropped.</summary>
    public long Kept { get; set; }

    /// <summary>Requests for which there was no room, not even by sampling.</summary>
    public long Dropped { get; set; }

    /// <summary>Events handed to a keeper.</summary>
    public long Sent { get; set; }

    /// <summary>Events of which the keeper said that it has stored them.</summary>
    public long Stored { get; set; }

    /// <summary>Events of which the keeper said that it could not store them.</summary>
    public long Refused { get; set; }

    /// <summary>Events sent of which the keeper said nothing: not yet, or it went away before.</summary>
    public readonly long Uncertain => Sent - Stored - Refused;

    public static MinuteTally operator +(MinuteTally left, MinuteTally right) => new()
    {
        Offered = left.Offered + right.Offered,
        Kept = left.Kept + right.Kept,
        Dropped = left.Dropped + right.Dropped,
        Sent = left.Sent + right.Sent,
        Stored = left.Stored + right.Stored,
        Refused = left.Refused + right.Refused,
    };
}
