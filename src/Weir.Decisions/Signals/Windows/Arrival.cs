namespace Weir.Decisions.Signals.Windows;

/// <summary>
/// One request as windows see it. Hashes are keyed with the seed of the windows; 0 is missing.
/// </summary>
/// <param name="Address">Hash of the address.</param>
/// <param name="Prefix">Hash of its /24 or /64.</param>
/// <param name="Tls">Hash of the TLS fingerprint that survives resumption.</param>
/// <param name="UserAgent">Hash of the user agent.</param>
/// <param name="Path">Hash of the path.</param>
/// <param name="IsAsset">Whether a page would ask for it by itself: style, script, picture, font.</param>
/// <param name="IsHead">Whether the method is HEAD.</param>
/// <param name="IsRobots">Whether it asks for robots.txt.</param>
public readonly record struct Arrival(
    ulong Address,
    ulong Prefix,
    ulong Tls,
    ulong UserAgent,
    ulong Path,
    bool IsAsset,
    bool IsHead,
    bool IsRobots);
