using System.Buffers;
using System.Text;

namespace Weir.Decisions.Signals;

/// <summary>
/// A DNS name in ASCII as a server name may hold it: letters, digits, hyphens and underscores.
/// </summary>
internal static class DnsName
{
    private const int NameLength = 253;
    private const int LabelLength = 63;

    private static readonly SearchValues<byte> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."u8);

    /// <summary>
    /// Lower-cased, or null for anything else: an address (RFC 6066 forbids it), a final dot, an empty
    /// or over-long label, a label that begins or ends with a hyphen.
    /// </summary>
    public static string? Read(ReadOnlySpan<byte> host)
    {
        if (host.IsEmpty || host.Length > NameLength || host.ContainsAnyExcept(Allowed))
        {
            return null;
        }

        var rest = host;
        ReadOnlySpan<byte> label;
        while (true)
        {
            var dot = rest.IndexOf((byte)'.');
            label = dot < 0 ? rest : rest[..dot];
            if (label.IsEmpty || label.Length > LabelLength || label[0] == '-' || label[^1] == '-')
            {
                return null;
            }

            if (dot < 0)
            {
                break;
            }

            rest = rest[(dot + 1)..];
        }

        // No top-level domain is a number, every IPv4 address ends in one.
        return label.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? Encoding.ASCII.GetString(host).ToLowerInvariant()
            : null;
    }
}
