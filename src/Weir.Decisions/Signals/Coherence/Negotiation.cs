using Weir.Decisions.Signals.Agents;

namespace Weir.Decisions.Signals.Coherence;

/// <summary>Accept-Language and Accept-Encoding, as browsers of each engine send them.</summary>
internal static class Negotiation
{
    private const int LongestTag = 35;

    // Since these versions the engines also take Zstandard.
    private const int ChromiumWithZstandard = 123;
    private const int GeckoWithZstandard = 126;

    /// <summary>
    /// Whether it is a list of language tags with falling qualities, as browsers write it; null where there
    /// is none.
    /// </summary>
    /// <param name="value">The header.</param>
    /// <param name="count">How many languages it names.</param>
    public static bool? LanguageShape(string? value, out int count)
    {
        count = 0;
        if (value is null)
        {
            return null;
        }

        var rest = value.AsSpan(0, Math.Min(value.Length, Limits.SignalCharacters));
        var (sound, before) = (true, 1.0);
        foreach (var range in rest.Split(','))
        {
            count++;
            var item = rest[range].Trim();
            var semicolon = item.IndexOf(';');
            var tag = semicolon < 0 ? item : item[..semicolon].TrimEnd();
            var quality = semicolon < 0 ? 1.0 : Quality(item[(semicolon + 1)..].Trim());
            sound &= IsTag(tag) && quality <= before && quality > 0;
            before = quality;
        }

        return sound;
    }

    /// <summary>
    /// Whether the encodings are those that the claimed engine takes, in its order; null where there are
    /// none, or the claimed version is not known.
    /// </summary>
    /// <param name="value">The header.</param>
    /// <param name="agent">What is claimed.</param>
    /// <param name="secure">
    /// Over HTTPS or to this very machine: only there browsers take more than the two oldest.
    /// </param>
    public static bool? EncodingAgrees(string? value, in UserAgent agent, bool secure)
    {
        if (value is null || !agent.IsBrowser)
        {
            return null;
        }

        // Media asks for bytes as they are.
        if (value is "identity" or "identity;q=1, *;q=0" or "gzip, deflate")
        {
            return value[0] == 'i' || !secure;
        }

        var zstandard = agent.Engine switch
        {
            BrowserEngine.Chromium => agent.EngineMajor >= ChromiumWithZstandard,
            BrowserEngine.Gecko => agent.Major >= GeckoWithZstandard,
            BrowserEngine.WebKit => false,
            BrowserEngine.Unset => false,
            _ => false,
        };

        // A little around the version at which it came: it was switched on for some people first.
        return value switch
        {
            "gzip, deflate, br, zstd" => zstandard || agent.Engine == BrowserEngine.WebKit,
            "gzip, deflate, br" => !zstandard,
            _ => value.StartsWith("gzip, deflate, br, zstd, dc", StringComparison.Ordinal)
                || value.StartsWith("gzip, deflate, br, dc", StringComparison.Ordinal),
        };
    }

    private static bool IsTag(ReadOnlySpan<char> tag)
    {
        if (tag.SequenceEqual("*"))
        {
            return true;
        }

        var sound = tag.Length is >= 2 and <= LongestTag && char.IsAsciiLetter(tag[0]);
        foreach (var c in tag)
        {
            sound &= char.IsAsciiLetterOrDigit(c) || c == '-';
        }

        return sound;
    }

    // "q=0.8" in tenths or hundredths; anything else is 0.
    private static double Quality(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("q=") || text.Length < 3)
        {
            return 0;
        }

        var digits = text[2..];
        if (digits[0] == '1')
        {
            return 1;
        }

        var (value, unit) = (0.0, 0.1);
        for (var i = 2; i < digits.Length && i < 5 && char.IsAsciiDigit(digits[i]); i++)
        {
            value += (digits[i] - '0') * unit;
            unit /= 10;
        }

        return digits.StartsWith("0.") ? value : 0;
    }
}
