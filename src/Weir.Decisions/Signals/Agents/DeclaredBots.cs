using System.Buffers;

namespace Weir.Decisions.Signals.Agents;

/// <summary>
/// The names that bots, libraries and tools give themselves, found in one search however many there are.
/// A name must begin where a word begins; its casing does not matter.
/// </summary>
internal static class DeclaredBots
{
    /// <summary>Where a name was found: its row, and the place behind it.</summary>
    public readonly record struct Found(string Name, BotKind Kind, AgentFamily Family, int End);

    private const string Unnamed = "other";

    private static readonly SearchValues<string> Tokens = SearchValues.Create(
        [.. BotTable.Rows.Select(row => row.Token)], StringComparison.OrdinalIgnoreCase);

    // What a crawler that no table knows still says of itself.
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["bot", "crawl", "spider", "http:", "https:"], StringComparison.OrdinalIgnoreCase);

    private static readonly BotRow[][] ByFirstLetter = Index();

    /// <returns>The first name in the text, the longest where several begin at one place.</returns>
    public static bool TryFind(ReadOnlySpan<char> text, out Found found)
    {
        var from = 0;
        while (from < text.Length)
        {
            var at = text[from..].IndexOfAny(Tokens);
            if (at < 0)
            {
                break;
            }

            at += from;
            if (StartsWord(text, at) && Longest(text[at..], at == 0) is { } row)
            {
                found = new Found(row.Name, row.Kind, row.Family, at + row.Token.Length);
                return true;
            }

            from = at + 1;
        }

        found = new Found(Unnamed, BotKind.Other, AgentFamily.Bot, text.Length);
        return LooksLikeBot(text);
    }

    private static bool StartsWord(ReadOnlySpan<char> text, int at) =>
        at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]);

    private static BotRow? Longest(ReadOnlySpan<char> text, bool first)
    {
        BotRow? longest = null;
        foreach (var row in ByFirstLetter[text[0] & 0x1f])
        {
            if ((first || !row.First) && row.Token.Length > (longest?.Token.Length ?? 0)
                && text.StartsWith(row.Token, StringComparison.OrdinalIgnoreCase))
            {
                longest = row;
            }
        }

        return longest;
    }

    private static bool LooksLikeBot(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (from < text.Length)
        {
            var at = text[from..].IndexOfAny(Hints);
            if (at < 0)
            {
                return false;
            }

            at += from;
            if (char.ToLowerInvariant(text[at]) is not 'b' || EndsBotWord(text, at))
            {
                return true;
            }

            from = at + 1;
        }

        return false;
    }

    // "ExampleBot/1.0" and "example-bot)", but neither "Botany" nor the phones of the maker Cubot.
    private static bool EndsBotWord(ReadOnlySpan<char> text, int at)
    {
        var rest = text[(at + 3)..];
        var ends = rest.IsEmpty || !char.IsAsciiLetterOrDigit(rest[0]);
        return ends && !text[..at].EndsWith("cu", StringComparison.OrdinalIgnoreCase);
    }

    // Letters of either case and the few other first characters share 32 places; rows are compared whole
    // anyway.
    private static BotRow[][] Index()
    {
        var index = new BotRow[32][];
        for (var i = 0; i < index.Length; i++)
        {
            index[i] = [.. BotTable.Rows.Where(row => (row.Token[0] & 0x1f) == i)];
        }

        return index;
    }
}

/// <summary>One name; a first one counts only where the user agent begins with it.</summary>
internal sealed record BotRow(string Token, BotKind Kind, AgentFamily Family, bool First = false)
{
    /// <summary>As shown, without what only delimits.</summary>
    public string Name { get; } = Token.TrimEnd('/', ' ', '(');
}
