namespace Weir.Decisions;

/// <summary>Limits of what is recorded of requests, and of reading it.</summary>
public static partial class Limits
{
    /// <summary>Bytes of one line of a capture; a request that needs more is left out and counted.</summary>
    public const int CaptureLineBytes = 256 * 1024;

    /// <summary>Requests that wait to be written to a capture; more are left out and counted.</summary>
    public const int CaptureQueue = 4_096;

    /// <summary>Bytes of one file of a capture; the next line begins another file.</summary>
    public const long CaptureFileBytes = 64L * 1024 * 1024;

    /// <summary>Bytes that one run of a node writes to captures; afterwards it goes on without.</summary>
    public const long CaptureBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Characters of a path kept in a capture; the rest is cut.</summary>
    public const int RecordedTarget = 2_048;

    /// <summary>Characters of a masked query kept in a capture; the rest is cut.</summary>
    public const int RecordedQuery = 2_048;

    /// <summary>Characters of a query parameter's name and equals sign; a longer one is masked.</summary>
    public const int RecordedQueryName = 64;

    /// <summary>Characters of a header value kept in a capture; of a longer one only the length is.</summary>
    public const int RecordedValue = 2_048;

    /// <summary>Connections of a capture that its reader remembers at once.</summary>
    public const int RecordedConnections = 65_536;
}
