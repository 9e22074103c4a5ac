namespace Weir.Edge.Forwarding;

/// <summary>Which header fields may cross the gateway. Pure, and without allocation.</summary>
internal static class HeaderRules
{
    /// <summary>
    /// True for every name of ours. Servers that follow CGI read <c>_</c> and <c>-</c> as the same
    /// character, so a name spelled with either is ours.
    /// </summary>
    public static bool IsOurs(string name) =>
        name.Length >= 5
        && (name[0] | 0x20) == 'w'
        && (name[1] | 0x20) == 'e'
        && (name[2] | 0x20) == 'i'
        && (name[3] | 0x20) == 'r'
        && name[4] is '-' or '_';

    /// <summary>
    /// Fields that belong to one connection (RFC 9110, section 7.6.1). <c>Trailer</c> is among them
    /// towards the origin: request trailers are not carried on, so announcing them would be a lie.
    /// </summary>
    public static bool IsHopByHop(string name) => name.Length switch
    {
        2 => Is(name, "TE"),
        7 => Is(name, "Upgrade"),
        10 => Is(name, "Connection") || Is(name, "Keep-Alive") || IsProxy(name),
        14 => Is(name, "HTTP2-Settings") || IsProxy(name),
        17 => Is(name, "Transfer-Encoding") || IsProxy(name),
        _ => IsProxy(name),
    };

    public static bool IsTrailer(string name) => name.Length == 7 && Is(name, "Trailer");

    /// <summary>
    /// An origin that advertises another way to reach it would lead visitors around the gateway.
    /// </summary>
    public static bool IsAltSvc(string name) => name.Length == 7 && Is(name, "Alt-Svc");

    /// <summary>What kind of statement about earlier hops a name makes.</summary>
    public static HopClaim ClaimOf(string name)
    {
        if (name.Length == 9)
        {
            return Is(name, "Forwarded") ? HopClaim.Replaced : HopClaim.None;
        }

        if (name.Length < 12 || (name[0] | 0x20) != 'x' || !Is(name.AsSpan(2, 9), "Forwarded")
            || name[1] is not ('-' or '_') || name[11] is not ('-' or '_'))
        {
            return HopClaim.None;
        }

        if (name.Contains('_', StringComparison.Ordinal))
        {
            return HopClaim.Disguised;
        }

        var rest = name.AsSpan(12);
        return Is(rest, "For") || Is(rest, "Proto") || Is(rest, "Host") ? HopClaim.Replaced : HopClaim.Other;
    }

    private static bool IsProxy(string name) =>
        name.Length > 6 && (name[0] | 0x20) == 'p' && name[5] == '-' && Is(name.AsSpan(0, 5), "Proxy");

    public static bool Is(ReadOnlySpan<char> name, string expected) =>
        name.Equals(expected, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a header field says about hops before this one.</summary>
internal enum HopClaim
{
    None = 0,

    /// <summary>A field that we write ourselves.</summary>
    Replaced,

    /// <summary>Another X-Forwarded field: believed only from a trusted peer.</summary>
    Other,

    /// <summary>One of them spelled with an underscore: believed from nobody.</summary>
    Disguised,
}
