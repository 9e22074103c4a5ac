namespace Weir.Events.Transport;

/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">For a person; names the limit where one was reached.</param>
public readonly record struct TransportFault(TransportFaultKind Kind, string Detail);

public enum TransportFaultKind
{
    Unset = 0,

    /// <summary>The socket's path is longer than a socket's may be.</summary>
    PathTooLong,

    /// <summary>The socket cannot be made, or nobody listens on it.</summary>
    Unavailable,

    /// <summary>The other side went away.</summary>
    Closed,

    /// <summary>The other side took or said nothing for too long.</summary>
    Stalled,

    /// <summary>A frame above its bound.</summary>
    TooLarge,

    /// <summary>Bytes that are no frame, or a frame that has no place here.</summary>
    Malformed,

    /// <summary>The other side speaks another version.</summary>
    Version,

    /// <summary>We are stopping.</summary>
    Stopped,
}

/// <param name="Kind">Why there is no answer.</param>
/// <param name="Detail">For a person.</param>
public readonly record struct AskFault(AskFaultKind Kind, string Detail);

public enum AskFaultKind
{
    Unset = 0,

    /// <summary>No keeper is connected, or it went away before it answered.</summary>
    NoKeeper,

    /// <summary>As many questions as may wait are waiting.</summary>
    Busy,

    /// <summary>The keeper did not answer in time.</summary>
    Timeout,

    /// <summary>The question is above its bound.</summary>
    TooLarge,

    /// <summary>The keeper answered that it could not.</summary>
    Refused,
}
