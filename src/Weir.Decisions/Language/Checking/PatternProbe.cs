using System.Text.RegularExpressions;

namespace Weir.Decisions.Language.Checking;

/// <summary>
/// Runs a pattern on texts made to keep many of its repetitions open at once, and adds up what its automaton
/// takes. Counting alone does not tell: <c>(\w{1,16}\s?){16}$</c> keeps every bound and takes 600 MB and
/// seconds on its first text. The texts grow by little: what a shorter one has built is not built
/// again, and a bad pattern is found out before it has taken much more than it may.
/// </summary>
internal static class PatternProbe
{
    private const int Shortest = 16;
    private const int Longest = 1_024;
    private const int Growth = 64;

    /// <summary>
    /// Letters that classes share; with digits and space; with what separates; and the pattern's own.
    /// </summary>
    private static readonly string[] Alphabets = ["ab", "ab 1", "aA0 -_./@"];

    public static bool IsTooLarge(Regex regex, string pattern)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Span<char> text = stackalloc char[Longest];
        var prefix = Prefix(pattern);
        ReadOnlySpan<string> alphabets = [.. Alphabets, pattern.Length == 0 ? "a" : pattern];
        for (var length = Shortest; length <= Longest; length = length < Growth ? Growth : length + Growth)
        {
            foreach (var alphabet in alphabets)
            {
                Fill(text[..length], prefix, alphabet);
                _ = regex.IsMatch(text[..length]);
                if (GC.GetAllocatedBytesForCurrentThread() - before > Limits.PatternMemory)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// The characters that every match begins with, so that an anchored pattern is entered at all.
    /// </summary>
    private static ReadOnlySpan<char> Prefix(string pattern)
    {
        var begin = pattern.StartsWith('^') ? 1 : 0;
        var plain = pattern.AsSpan(begin).IndexOfAny(@"\[](){}.*+?|^$");
        return plain < 0 ? pattern.AsSpan(begin) : pattern.AsSpan(begin, plain);
    }

    /// <summary>The same text each time: a small generator with a fixed beginning.</summary>
    private static void Fill(Span<char> text, ReadOnlySpan<char> prefix, string alphabet)
    {
        var state = 0x2545F491u;
        for (var i = 0; i < text.Length; i++)
        {
            state = (state * 1664525u) + 1013904223u;
            text[i] = i < prefix.Length ? prefix[i] : alphabet[(int)((state >> 8) % (uint)alphabet.Length)];
        }
    }
}
