namespace Weir.Decisions.Signals;

/// <summary>
/// Frame types of RFC 9113, section 6, each one more than on the wire so that 0 is no type.
/// </summary>
internal enum Http2FrameType
{
    Unset = 0,
    Data = 1,
    Headers = 2,
    Priority = 3,
    ResetStream = 4,
    Settings = 5,
    PushPromise = 6,
    Ping = 7,
    GoAway = 8,
    WindowUpdate = 9,
    Continuation = 10,
}
