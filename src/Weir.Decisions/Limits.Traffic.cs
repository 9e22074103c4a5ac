namespace Weir.Decisions;

/// <summary>Limits of what traffic signals may do, and of how long they are believed.</summary>
public static partial class Limits
{
    /// <summary>Until this age traffic signals count in full.</summary>
    public static readonly TimeSpan TrafficFull = TimeSpan.FromMinutes(15);

    /// <summary>From this age on they are missing.</summary>
    public static readonly TimeSpan TrafficGone = TimeSpan.FromMinutes(60);

    /// <summary>
    /// How far in the future they may have been measured, as two clocks have it; beyond that they are
    /// missing.
    /// </summary>
    public static readonly TimeSpan TrafficAhead = TimeSpan.FromMinutes(5);

    /// <summary>By how many points of 1 to 99 a score moves at most because of them.</summary>
    public const int TrafficPoints = 10;

    /// <summary>Up to this many requests of a JA4 in the hour they move nothing.</summary>
    public const double TrafficRequestsFrom = 50;

    /// <summary>From this many on they move in full.</summary>
    public const double TrafficRequestsFull = 500;

    /// <summary>Up to this many addresses they move nothing: no one alone speaks for a JA4.</summary>
    public const double TrafficAddressesFrom = 2;

    /// <summary>From this many on they move in full.</summary>
    public const double TrafficAddressesFull = 20;

    /// <summary>Up to this share of automated requests they move nothing.</summary>
    public const double TrafficRatioFrom = 0.1;

    /// <summary>From this share on they move in full.</summary>
    public const double TrafficRatioFull = 0.9;
}
