namespace Weir.Decisions;

/// <summary>
/// Limits of the admin server. It has its own, so that nothing asked of it takes room from visitors.
/// </summary>
public static partial class Limits
{
    /// <summary>
    /// Connections through each of its doors, TCP and socket: a full one leaves the other usable.
    /// </summary>
    public const int AdminConnections = 64;

    public const int AdminBodyBytes = 64 * 1024;

    /// <summary>Bundles and roots that are received at once.</summary>
    public const int AdminUploads = 2;

    /// <summary>Seconds of a hold or a switch that a call may name: a year.</summary>
    public const long AdminLongestSeconds = 31_536_000;

    /// <summary>How long a call waits for the keeper's answer.</summary>
    public static readonly TimeSpan AdminKeeperWait = TimeSpan.FromSeconds(60);

    public const int AdminRequestLineBytes = 4 * 1024;

    public const int AdminHeaderBytes = 16 * 1024;

    public static readonly TimeSpan AdminHeaderTime = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan AdminKeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Readers of <c>/api/events</c> at once.</summary>
    public const int AdminEventReaders = 8;

    /// <summary>Events one reader gets in one turn; of the others it learns the number.</summary>
    public const int AdminEventsPerTurn = 64;

    /// <summary>How often a reader of <c>/api/events</c> gets a turn.</summary>
    public static readonly TimeSpan AdminEventTurn = TimeSpan.FromMilliseconds(250);

    /// <summary>Random bytes of the admin token.</summary>
    public const int AdminTokenBytes = 32;

    /// <summary>
    /// Bytes of a Unix socket's path: what <c>sun_path</c> holds on Linux, without its final zero.
    /// </summary>
    public const int SocketPathBytes = 107;
}
