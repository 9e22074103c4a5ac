namespace Weir.Decisions;

/// <summary>
/// Every limit of the gateway, named once. Those that an operator may change are defaults here and
/// appear under the same name in <c>weir.yaml</c>; reaching one is a value, never an exception.
/// </summary>
public static partial class Limits
{
    // Before TLS.

    /// <summary>Bytes of one ClientHello, all of its records together.</summary>
    public const int ClientHelloBytes = 64 * 1024;

    /// <summary>How long a ClientHello may take to arrive.</summary>
    public static readonly TimeSpan ClientHelloTime = TimeSpan.FromSeconds(5);

    /// <summary>How long the TLS handshake as a whole may take.</summary>
    public static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    // Connections.

    public const int Connections = 10_000;

    /// <summary>Connections of one IPv4 address or one IPv6 /64.</summary>
    public const int ConnectionsPerAddress = 256;

    // HTTP, from the visitor.

    public const int RequestLineBytes = 16 * 1024;

    public const int HeaderBytes = 64 * 1024;

    public const int HeaderLines = 128;

    public static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(75);

    /// <summary>Addresses of one X-Forwarded-For that are looked at, from the right.</summary>
    public const int ForwardedHops = 32;

    /// <summary>Characters of one of them: IPv6 in brackets, with zone and port.</summary>
    public const int ForwardedAddressChars = 80;

    public const int Http2Streams = 128;

    /// <summary>
    /// Stream resets that one HTTP/2 connection may cause within <see cref="Http2ResetWindow"/>.
    /// </summary>
    public const int Http2Resets = 200;

    public static readonly TimeSpan Http2ResetWindow = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Bytes kept of an HTTP/2 connection's opening: SETTINGS, WINDOW_UPDATE, first header block.
    /// </summary>
    public const int Http2OpeningBytes = HeaderBytes + 16 * 1024;

    /// <summary>Settings remembered of an HTTP/2 connection's first SETTINGS frame.</summary>
    public const int Http2Settings = 32;

    /// <summary>Frames up to the end of an HTTP/2 connection's first header block.</summary>
    public const int Http2OpeningFrames = 128;

    // HTTP, to the origin.

    public static readonly TimeSpan OriginConnect = TimeSpan.FromSeconds(3);

    public static readonly TimeSpan OriginFirstByte = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan OriginIdle = TimeSpan.FromSeconds(100);

    /// <summary>An upgraded stream (WebSocket) may be silent for this long.</summary>
    public static readonly TimeSpan UpgradedIdle = TimeSpan.FromHours(1);

    /// <summary>Origins asked for one request, first included.</summary>
    public const int OriginAttempts = 3;

    /// <summary>Times that a request which reached an origin is sent again to another one.</summary>
    public const int OriginResends = 1;

    /// <summary>Connections to one origin; requests beyond wait for one.</summary>
    public const int OriginConnections = 4_096;

    /// <summary>
    /// Shorter than what origins usually keep, so that a pooled connection is rarely a dead one.
    /// </summary>
    public static readonly TimeSpan OriginConnectionIdle = TimeSpan.FromSeconds(30);

    /// <summary>A connection is renewed after this, so that a changed DNS answer is noticed.</summary>
    public static readonly TimeSpan OriginConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of an origin's answer before its body.</summary>
    public const int OriginHeaderBytes = 64 * 1024;

    /// <summary>How often, and how long, an HTTP/2 origin is asked whether it still lives.</summary>
    public static readonly TimeSpan OriginPing = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan OriginPingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Per-request states kept for reuse.</summary>
    public const int PooledExchanges = 1_024;

    // Signals.

    /// <summary>Characters read of a User-Agent header; browsers send less than 300.</summary>
    public const int UserAgentCharacters = 1_024;

    /// <summary>
    /// Characters read of any other header that signals look at, such as a list of client hints.
    /// </summary>
    public const int SignalCharacters = 1_024;

    /// <summary>Names read of a header order: what a request may have by default.</summary>
    public const int OrderedHeaders = HeaderLines;

    // Features.

    /// <summary>Features of one set. What is beyond is refused; nothing grows.</summary>
    public const int Features = 200;

    /// <summary>What requests need while they are scored, kept for reuse.</summary>
    public const int PooledScorers = 256;

    /// <summary>Bytes of a feature's name in UTF-8.</summary>
    public const int FeatureNameBytes = 128;

    /// <summary>Characters of a file of feature definitions.</summary>
    public const int FeatureFileCharacters = 1024 * 1024;

    // Configuration.

    public const int ConfigurationBytes = 4 * 1024 * 1024;

    public const int Sites = 10_000;

    public const int HostsPerSite = 1_000;

    public const int OriginsPerSite = 64;

    /// <summary>Addresses that one node listens on.</summary>
    public const int Listeners = 64;

    public const int CertificatesPerListener = 1_000;

    /// <summary>Networks and addresses in <c>trusted_proxies</c>.</summary>
    public const int TrustedProxies = 4_096;

    /// <summary>Bytes of one certificate or key file.</summary>
    public const int CertificateBytes = 1024 * 1024;

    /// <summary>How deep <c>weir.yaml</c> may nest; its own keys need seven levels.</summary>
    public const int ConfigurationDepth = 32;

    /// <summary>Values, lists and mappings of one <c>weir.yaml</c> together.</summary>
    public const int ConfigurationValues = 1_000_000;

    /// <summary>Problems reported of one <c>weir.yaml</c>; the rest are counted.</summary>
    public const int ConfigurationProblems = 1_000;

    /// <summary>How long a changed file is left to settle before it is read.</summary>
    public static readonly TimeSpan ConfigurationSettle = TimeSpan.FromMilliseconds(250);

    /// <summary>How often watched files are compared, for file systems that tell of no changes.</summary>
    public static readonly TimeSpan ConfigurationPoll = TimeSpan.FromSeconds(5);

    // The expression language, of rules and of features.

    /// <summary>Characters of one expression.</summary>
    public const int ExpressionChars = 16 * 1024;

    /// <summary>Parentheses, calls, <c>not</c> and signs within each other.</summary>
    public const int ExpressionDepth = 32;

    /// <summary>
    /// Fields, values, calls and operators of one expression together, items of sets included.
    /// </summary>
    public const int ExpressionNodes = 1_024;

    public const int RulesPerSite = 1_024;

    // Watching.

    /// <summary>Requests remembered for <c>/api/requests</c>.</summary>
    public const int RecentRequests = 4_096;

    /// <summary>
    /// Models whose scores of those requests can still be explained: what runs, what ran before it, and one
    /// that was taken back.
    /// </summary>
    public const int ExplainedModels = 3;

    /// <summary>Characters of a path kept in a request record; the rest is cut and marked.</summary>
    public const int RecordedPath = 512;

    /// <summary>Log lines of one key in one second; the rest are counted and summarised.</summary>
    public const int LogLinesPerSecond = 5;

    /// <summary>Different log keys followed at once.</summary>
    public const int LogKeys = 1_024;

    /// <summary>Characters of one log message; the rest is cut and marked.</summary>
    public const int LogMessage = 2_000;

    /// <summary>
    /// Log lines that wait for a slow reader of standard error; more are dropped and counted.
    /// </summary>
    public const int LogQueue = 4_096;

    // Windows.

    /// <summary>Bytes of all windows together, from the first moment on.</summary>
    public const long WindowBytes = 64L * 1024 * 1024;

    /// <summary>Addresses remembered at once; beyond, the least active ones go.</summary>
    public const int WindowAddresses = 262_144;

    public const int WindowPrefixes = 65_536;

    public const int WindowFingerprints = 32_768;

    public const int WindowUserAgents = 65_536;

    // Stopping.

    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);
}
