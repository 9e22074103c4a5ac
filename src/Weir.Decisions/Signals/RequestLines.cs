using System.Buffers;

namespace Weir.Decisions.Signals;

/// <summary>The line that opens an HTTP/1 request (RFC 9112, section 3), read from its end.</summary>
internal static class RequestLines
{
    /// <summary>The characters of a token (RFC 9110, section 5.6.2): methods and header names.</summary>
    internal static readonly SearchValues<byte> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static ReadOnlySpan<byte> Version => " HTTP/1."u8;

    /// <param name="line">Without its line break; may begin with the end of an earlier body.</param>
    /// <param name="offset">Where the line begins in the bytes that offsets count from.</param>
    /// <param name="found">Method, target and version.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, int offset, out RequestLine found)
    {
        found = default;
        if (line.Length < Version.Length + 1 || line[^1] is not ((byte)'0' or (byte)'1'))
        {
            return false;
        }

        var minor = line[^1] - '0';
        var rest = line[..^1];
        if (!rest.EndsWith(Version))
        {
            return false;
        }

        rest = rest[..^Version.Length];
        var space = rest.LastIndexOf((byte)' ');
        if (space <= 0 || space == rest.Length - 1)
        {
            return false;
        }

        var method = rest[..space];
        var begin = method.LastIndexOfAnyExcept(Token) + 1;
        if (begin == method.Length)
        {
            return false;
        }

        found = new RequestLine(
            offset + begin, method.Length - begin, offset + space + 1, rest.Length - space - 1, minor);
        return true;
    }
}
