using System.Globalization;
using System.Text;

namespace Weir.Cli.Commands;

/// <summary>
/// Text from outside as a terminal may see it: nothing in it can move the cursor or turn the line.
/// </summary>
internal static class Shown
{
    public static string Of(string text)
    {
        if (!text.Any(Harmful))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            shown.Append(Harmful(character)
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : character.ToString());
        }

        return shown.ToString();
    }

    private static bool Harmful(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
