using System.Text.RegularExpressions;

namespace Weir.Decisions.Language.Checking;

/// <summary>Patterns of <c>matches</c> and <c>wildcard</c>, built where they keep their bounds.</summary>
internal static class Patterns
{
    /// <param name="pattern">As written.</param>
    /// <param name="allowance">What it and others of the same owner take together.</param>
    public static Outcome<Regex, PatternFault> Build(string pattern, PatternAllowance allowance)
    {
        if (PatternBounds.Exceeded(pattern) is { } exceeded)
        {
            return Outcome<Regex, PatternFault>.Fail(exceeded);
        }

        allowance.Take(1, 0);
        if (Over(allowance) is { } spent)
        {
            return Outcome<Regex, PatternFault>.Fail(spent);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var compiled = Compile(pattern);
        allowance.Take(0, GC.GetAllocatedBytesForCurrentThread() - before);
        return compiled.Try(out _, out _) && Over(allowance) is { } over
            ? Outcome<Regex, PatternFault>.Fail(over)
            : compiled;
    }

    /// <summary>The characters, and for each whether it is a star that stands for any text.</summary>
    public static Outcome<(string Text, bool[] Stars), PatternFault> Wildcard(string pattern, bool anyCase)
    {
        if (pattern.Length > Limits.PatternChars)
        {
            return Outcome<(string, bool[]), PatternFault>.Fail(new(
                Limits.PatternChars,
                $"a pattern has at most {Limits.PatternChars} characters "
                + $"(limit {nameof(Limits.PatternChars)})"));
        }

        var text = new char[pattern.Length];
        var stars = new bool[pattern.Length];
        var length = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            var escaped = pattern[at] == '\\';
            if (escaped && (at + 1 == pattern.Length || pattern[at + 1] is not ('\\' or '*')))
            {
                return Outcome<(string, bool[]), PatternFault>.Fail(new(
                    at,
                    "a '\\' in a wildcard pattern stands before '*' or '\\'",
                    "write r\"\\*\" for a star"));
            }

            at += escaped ? 1 : 0;
            stars[length] = !escaped && pattern[at] == '*';
            text[length++] = anyCase ? TextValue.Map(pattern[at], TextCase.Lower) : pattern[at];
        }

        return Outcome<(string, bool[]), PatternFault>.Ok((new string(text, 0, length), stars[..length]));
    }

    private static PatternFault? Over(PatternAllowance allowance) =>
        allowance.Exceeded() is { } message
            ? new PatternFault(0, message, "use fewer, or contains, wildcard and in, which take very little")
            : null;

    private static Outcome<Regex, PatternFault> Probed(Regex regex, string pattern) =>
        PatternProbe.IsTooLarge(regex, pattern)
            ? Outcome<Regex, PatternFault>.Fail(new(
                0,
                $"matching this pattern takes more than {Limits.PatternMemory / 1024 / 1024} MiB "
                + $"(limit {nameof(Limits.PatternMemory)})",
                "count less, or let fewer repetitions match the same text"))
            : Outcome<Regex, PatternFault>.Ok(regex);

    [Boundary(
        "Regex reports malformed patterns, and what cannot be matched without backtracking, by throwing")]
    private static Outcome<Regex, PatternFault> Compile(string pattern)
    {
        try
        {
            return Probed(
                new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), pattern);
        }
        catch (RegexParseException e)
        {
            return Outcome<Regex, PatternFault>.Fail(
                new(
                    Math.Clamp(e.Offset - 1, 0, pattern.Length),
                    $"not a regular expression: {Sentence(e.Message)}"));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Outcome<Regex, PatternFault>.Fail(new(
                0,
                "lookaround, back-references and atomic groups are not supported",
                "they have no bound in time"));
        }
    }

    /// <summary>
    /// What follows the offset in the platform's message, which repeats the pattern before it.
    /// </summary>
    private static string Sentence(string message)
    {
        const string before = "at offset ";
        var offset = message.LastIndexOf(before, StringComparison.Ordinal);
        var dot = offset < 0 ? -1 : message.IndexOf(". ", offset, StringComparison.Ordinal);
        var said = dot < 0 ? "malformed" : message[(dot + 2)..].Trim().TrimEnd('.');
        return said.Length == 0 ? "malformed" : char.ToLowerInvariant(said[0]) + said[1..];
    }
}
