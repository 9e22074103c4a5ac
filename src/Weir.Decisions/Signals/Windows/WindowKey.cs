namespace Weir.Decisions.Signals.Windows;

/// <summary>By what requests are grouped.</summary>
public enum WindowKey
{
    Unset = 0,

    /// <summary>The whole address.</summary>
    Address,

    /// <summary>The /24 of an IPv4 address, the /64 of an IPv6 address.</summary>
    Prefix,

    /// <summary>The TLS fingerprint that survives resumption; missing without TLS.</summary>
    Tls,

    /// <summary>The user agent as sent; missing where none was.</summary>
    UserAgent,
}

/// <summary>How far back a window looks.</summary>
public enum WindowSpan
{
    Unset = 0,
    TenSeconds,
    Minute,
    TenMinutes,
}

/// <summary>What is measured in a window.</summary>
public enum WindowMeasure
{
    Unset = 0,

    /// <summary>Requests, this one included.</summary>
    Count,

    /// <summary>Different paths; an estimate that is near up to about 150 and saturates beyond.</summary>
    DistinctPaths,

    /// <summary>
    /// Different user agents of an address or prefix, different addresses of a fingerprint or user agent;
    /// the same estimate.
    /// </summary>
    DistinctPeers,

    /// <summary>Milliseconds between requests, mean.</summary>
    IntervalMean,

    /// <summary>Standard deviation of these over their mean: 0 is a metronome, 1 is chance.</summary>
    IntervalVariation,

    /// <summary>Share of requests for assets.</summary>
    AssetShare,

    /// <summary>Share of HEAD requests.</summary>
    HeadShare,

    /// <summary>Share of the origin's answers that were 4xx.</summary>
    ClientErrorShare,

    /// <summary>1 where robots.txt was asked for, otherwise 0.</summary>
    RobotsFetched,
}
