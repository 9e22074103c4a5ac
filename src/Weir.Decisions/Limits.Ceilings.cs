namespace Weir.Decisions;

/// <summary>How far limits can be set.</summary>
public static partial class Limits
{
    /// <summary>
    /// What an operator may set a limit to at most: beyond these the gateway makes no promise.
    /// </summary>
    public static class Ceilings
    {
        public const int Features = 1_024;

        public const int Connections = 1_000_000;

        public const int ConnectionsPerAddress = 1_000_000;

        public const int RequestLineBytes = 64 * 1024;

        public const int HeaderBytes = 1024 * 1024;

        public const int HeaderLines = 1_024;

        public static readonly TimeSpan HeaderTime = TimeSpan.FromMinutes(5);

        public static readonly TimeSpan KeepAlive = TimeSpan.FromHours(1);

        public const int Http2Streams = 1_024;

        public const int Http2Resets = 10_000;

        public static readonly TimeSpan ClientHelloTime = TimeSpan.FromMinutes(1);

        /// <summary>Bytes of a request body, where a site limits it at all.</summary>
        public const long BodyBytes = 1L << 50;

        public static readonly TimeSpan OriginConnect = TimeSpan.FromMinutes(1);

        public static readonly TimeSpan OriginFirstByte = TimeSpan.FromHours(1);

        public static readonly TimeSpan OriginIdle = TimeSpan.FromHours(1);

        public static readonly TimeSpan UpgradedIdle = TimeSpan.FromDays(7);

        public static readonly TimeSpan HealthInterval = TimeSpan.FromHours(1);

        public static readonly TimeSpan HealthTimeout = TimeSpan.FromMinutes(1);

        public const int HealthFailures = 100;

        public static readonly TimeSpan Aside = TimeSpan.FromHours(1);
    }
}
