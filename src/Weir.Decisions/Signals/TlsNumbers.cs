namespace Weir.Decisions.Signals;

/// <summary>Extension types by their IANA numbers, and the values reserved to be ignored.</summary>
public static class TlsNumbers
{
    public const ushort ServerName = 0x0000;
    public const ushort SupportedGroups = 0x000a;
    public const ushort SignatureAlgorithms = 0x000d;
    public const ushort Alpn = 0x0010;
    public const ushort Padding = 0x0015;
    public const ushort SessionTicket = 0x0023;
    public const ushort PreSharedKey = 0x0029;
    public const ushort EarlyData = 0x002a;
    public const ushort SupportedVersions = 0x002b;
    public const ushort KeyShare = 0x0033;

    /// <summary>RFC 8701: 0x0a0a, 0x1a1a, ... 0xfafa mean nothing, wherever they stand.</summary>
    public static bool IsGrease(ushort value) => (value & 0x0f0f) == 0x0a0a && (value >> 8) == (value & 0xff);

    public static bool HasGrease(ReadOnlySpan<ushort> values)
    {
        foreach (var value in values)
        {
            if (IsGrease(value))
            {
                return true;
            }
        }

        return false;
    }
}
