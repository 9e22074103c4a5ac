using System.Text;

namespace Weir.Fuzz.Oracles;

/// <summary>The header block found by cutting the whole text into lines.</summary>
public static class SlowHeaders
{
    /// <summary>
    /// Names and values of the last lines before the empty line, and the line before; null: missing.
    /// </summary>
    public static (List<(string Name, string Value)> Lines, string RequestLine)? Read(
        byte[] consumed, int count)
    {
        var text = Encoding.Latin1.GetString(consumed);
        if (!text.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            return null;
        }

        var lines = text[..^4].Split("\r\n");
        if (count < 0 || lines.Length < count + 1)
        {
            return null;
        }

        var found = new List<(string Name, string Value)>();
        foreach (var line in lines[^count..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                return null;
            }

            found.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return (found, lines[^(count + 1)]);
    }

    /// <summary>Whether the block, from its request line to its empty line, has a bare one.</summary>
    public static bool HasBareLineFeed(byte[] consumed, int count)
    {
        var lines = Encoding.Latin1.GetString(consumed).Split('\n');
        return lines[^1].Length == 0
            && lines[..^1].TakeLast(count + 2).Any(line => !line.EndsWith('\r'));
    }

    public static bool LooksLikeRequestLine(string line)
    {
        var parts = line.Split(' ');
        return parts.Length >= 3 && parts[^1] is ("HTTP/1.0" or "HTTP/1.1") && parts[^2].Length > 0
            && parts[^3].Length > 0 && Token.Contains(parts[^3][^1], StringComparison.Ordinal);
    }

    private const string Token =
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
}
