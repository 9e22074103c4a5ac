namespace Weir.Decisions;

/// <summary>Limits of events on their way to the keeper, and of the keeper itself.</summary>
public static partial class Limits
{
    /// <summary>Events that wait for the keeper; from half of them on, they are sampled.</summary>
    public const int EventQueue = 65_536;

    /// <summary>Bytes that they take together.</summary>
    public const int EventQueueBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of one piece of that memory; written to by one request at a time.</summary>
    public const int EventChunkBytes = 64 * 1024;

    /// <summary>Bytes of one event; the bounds of its parts keep it below.</summary>
    public const int EventBytes = 16 * 1024;

    /// <summary>Bytes of one text of an event in UTF-8; the rest is cut.</summary>
    public const int EventTextBytes = 1_024;

    /// <summary>Requests that one event stands for at most while the queue fills.</summary>
    public const int EventSampling = 1_024;

    /// <summary>Bytes of events that are sent to the keeper at once.</summary>
    public const int EventBatchBytes = 512 * 1024;

    /// <summary>Batches that the keeper has not acknowledged; the next one waits for it.</summary>
    public const int EventWindow = 8;

    /// <summary>How often the transport looks for a full batch.</summary>
    public static readonly TimeSpan EventPoll = TimeSpan.FromMilliseconds(100);

    /// <summary>How long an event waits for others before it is sent with few.</summary>
    public static readonly TimeSpan EventFlush = TimeSpan.FromSeconds(1);

    /// <summary>Minutes for which the counts of events are kept.</summary>
    public const int EventMinutes = 120;

    /// <summary>Different minutes that the events of one chunk or batch may belong to.</summary>
    public const int EventBatchMinutes = 32;

    /// <summary>Feature sets of which batches may be on their way at once.</summary>
    public const int EventFeatureSets = 8;

    /// <summary>Bytes of what the node tells the keeper of its state, feature set included.</summary>
    public const int KeeperStateBytes = 8 * 1024 * 1024;

    /// <summary>Bytes of a question to the keeper.</summary>
    public const int KeeperQuestionBytes = 64 * 1024;

    /// <summary>Questions that wait for the keeper's answer at once.</summary>
    public const int KeeperQuestions = 8;

    /// <summary>Bytes of an answer of the keeper.</summary>
    public const int KeeperAnswerBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of a report of the keeper.</summary>
    public const int KeeperReportBytes = 64 * 1024;

    /// <summary>How long a process that connects may take to say that it is a keeper.</summary>
    public static readonly TimeSpan KeeperHello = TimeSpan.FromSeconds(30);

    /// <summary>How long the keeper may take nothing, or acknowledge nothing of what it was sent.</summary>
    public static readonly TimeSpan KeeperStall = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The same where the keeper moves and gets hardly any processor time, on a machine that is busy.
    /// </summary>
    public static readonly TimeSpan KeeperStarved = TimeSpan.FromMinutes(10);

    /// <summary>Of the processor while it was silent: a keeper that had less does nothing at all.</summary>
    public static readonly TimeSpan KeeperStill = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long the node waits before it starts a keeper again that ended; doubles each time.
    /// </summary>
    public static readonly TimeSpan KeeperRestart = TimeSpan.FromSeconds(1);

    /// <summary>What that wait grows to.</summary>
    public static readonly TimeSpan KeeperRestartLongest = TimeSpan.FromMinutes(1);

    /// <summary>A keeper that lived so long is started again after the shortest wait.</summary>
    public static readonly TimeSpan KeeperSteady = TimeSpan.FromMinutes(5);

    /// <summary>Deaths in a row, none after a steady life, that raise an alarm.</summary>
    public const int KeeperDeaths = 3;

    /// <summary>How long the keeper may take to end when it is asked to.</summary>
    public static readonly TimeSpan KeeperStop = TimeSpan.FromSeconds(5);

    /// <summary>How long a node that stops waits until the keeper has stored what it was sent.</summary>
    public static readonly TimeSpan KeeperFlush = TimeSpan.FromSeconds(3);

    /// <summary>Bytes of the keeper's managed heap; its database has a bound of its own beside it.</summary>
    public const long KeeperHeapBytes = 256L * 1024 * 1024;

    /// <summary>Characters of one line that the keeper writes to the node's log; the rest is cut.</summary>
    public const int KeeperLogLine = LogMessage;
}
