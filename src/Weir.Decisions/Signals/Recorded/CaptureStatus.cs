namespace Weir.Decisions.Signals.Recorded;

/// <summary>What one line of a capture was.</summary>
[MustUse]
public enum CaptureStatus
{
    Unset = 0,

    Request,

    /// <summary>A connection, for the requests that follow.</summary>
    Connection,

    /// <summary>More than <see cref="Limits.CaptureLineBytes"/>.</summary>
    TooLong,

    /// <summary>Not a JSON object, or one of its values has the wrong type or is out of its bounds.</summary>
    Malformed,

    /// <summary>Neither a request nor a connection.</summary>
    UnknownKind,

    /// <summary>
    /// A request on a connection that no line before it told of, or one that <see
    /// cref="Limits.RecordedConnections"/> newer ones have pushed out.
    /// </summary>
    UnknownConnection,

    /// <summary>The connection's ClientHello cannot be read.</summary>
    BadHello,
}
