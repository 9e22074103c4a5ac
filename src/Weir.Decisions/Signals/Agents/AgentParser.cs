namespace Weir.Decisions.Signals.Agents;

/// <summary>
/// Reads a User-Agent header: one pass over its words for browsers and systems, one search for the names of
/// declared bots and libraries. Linear in what is read, which is bounded; allocates nothing.
/// </summary>
public static class AgentParser
{
    /// <param name="text">The header's value; only its first characters count.</param>
    public static UserAgent Parse(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, Limits.UserAgentCharacters)].Trim();
        if (text.IsEmpty)
        {
            return UserAgent.None;
        }

        var words = new AgentWords();
        words.Read(text);
        if (DeclaredBots.TryFind(text, out var bot))
        {
            var family = words.Headless && bot.Family == AgentFamily.OtherLibrary
                ? AgentFamily.HeadlessChrome
                : bot.Family;
            return new UserAgent(family, MajorAfter(text[bot.End..]), words.Chrome, words.System,
                words.Mobile, bot.Kind, bot.Name, false);
        }

        var (browser, major) = words.Browser();
        var embedded = words.System == AgentSystem.Ios
            && browser is not (AgentFamily.Safari or AgentFamily.Other);
        return new UserAgent(browser, major, words.Chrome, words.System, words.Mobile,
            BotKind.Unset, "", embedded);
    }

    /// <summary>The number after a slash, a space or nothing; -1 where there is none.</summary>
    internal static int MajorAfter(ReadOnlySpan<char> rest)
    {
        if (!rest.IsEmpty && rest[0] is '/' or ' ')
        {
            rest = rest[1..];
        }

        return Digits(rest);
    }

    /// <summary>At most five leading digits as a number; -1 where there is none.</summary>
    internal static int Digits(ReadOnlySpan<char> text)
    {
        var value = -1;
        for (var i = 0; i < text.Length && i < 5 && char.IsAsciiDigit(text[i]); i++)
        {
            value = Math.Max(value, 0) * 10 + (text[i] - '0');
        }

        return value;
    }
}
