using Weir.Decisions;

namespace Weir.Events.Transport;

/// <summary>A frame is its length (u32, little-endian), its kind (u8) and so many bytes.</summary>
internal readonly record struct Frame(FrameKind Kind, byte[] Payload);

internal enum FrameKind
{
    Unset = 0,

    // From the node.
    State = 1,
    Columns = 2,
    Events = 3,
    Question = 4,
    SubmitAnswer = 5,

    // From the keeper.
    Hello = 16,
    Acknowledge = 17,
    Bundle = 18,
    Report = 19,
    Answer = 20,
}

internal static class Frames
{
    public const int HeadBytes = sizeof(uint) + 1;

    /// <summary>Sequence, feature set, count of events.</summary>
    public const int EventsHead = sizeof(long) + (2 * sizeof(int));

    /// <summary>Sequence, and whether it was stored.</summary>
    public const int AcknowledgeBytes = sizeof(long) + 1;

    /// <summary>What a keeper begins with; the last byte is the version of all frames and events.</summary>
    public static ReadOnlySpan<byte> Hello => "WEIRKEEP\u0001"u8;

    /// <summary>The most bytes that a frame of this kind may have; -1 where there is no such kind.</summary>
    public static int Bound(FrameKind kind) => kind switch
    {
        FrameKind.State or FrameKind.Columns => Limits.KeeperStateBytes,
        FrameKind.Events => EventsHead + Limits.EventBatchBytes,
        FrameKind.Question => Limits.KeeperQuestionBytes,
        FrameKind.SubmitAnswer => Limits.KeeperReportBytes,
        FrameKind.Hello => Hello.Length,
        FrameKind.Acknowledge => AcknowledgeBytes,
        FrameKind.Bundle => (int)Limits.ReleaseBytes,
        FrameKind.Report => Limits.KeeperReportBytes,
        FrameKind.Answer => Limits.KeeperAnswerBytes,
        FrameKind.Unset => -1,
        _ => -1,
    };

    /// <summary>The name of that bound, for people.</summary>
    public static string BoundName(FrameKind kind) => kind switch
    {
        FrameKind.State or FrameKind.Columns => nameof(Limits.KeeperStateBytes),
        FrameKind.Events => nameof(Limits.EventBatchBytes),
        FrameKind.Question => nameof(Limits.KeeperQuestionBytes),
        FrameKind.SubmitAnswer => nameof(Limits.KeeperReportBytes),
        FrameKind.Bundle => nameof(Limits.ReleaseBytes),
        FrameKind.Report => nameof(Limits.KeeperReportBytes),
        FrameKind.Answer => nameof(Limits.KeeperAnswerBytes),
        FrameKind.Hello or FrameKind.Acknowledge => "its size",
        FrameKind.Unset => "any",
        _ => "any",
    };
}
