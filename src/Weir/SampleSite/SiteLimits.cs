namespace Weir.Cli.SampleSite;

/// <summary>Every bound of the sample site. Some lie above the gateway's, which stands before it.</summary>
internal static class SiteLimits
{
    /// <summary>Above the gateway's own limit, because a gateway adds headers of its own.</summary>
    public const int HeaderBytes = 128 * 1024;

    public const int HeaderLines = 256;

    /// <summary>Bytes kept of what a connection consumed: one header block and its request line.</summary>
    public const int RecordedBytes = HeaderBytes + 32 * 1024;

    /// <summary>Bytes of a form or of a JSON body.</summary>
    public const int FormBytes = 16 * 1024;

    public const int Sessions = 1_024;

    public const int Enquiries = 256;

    public const long GeneratedBytes = 1L << 30;

    public const int Events = 3_600;

    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(2);
}
