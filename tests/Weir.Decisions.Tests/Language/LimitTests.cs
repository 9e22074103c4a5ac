using Weir.Decisions.Language;
using Weir.Decisions.Language.Compilation;

namespace Weir.Decisions.Tests.Language;

/// <summary>Each limit: what just keeps it compiles, one more is refused by name.</summary>
public sealed class LimitTests
{
    public static TheoryData<string, string, string> Limits => new()
    {
        { nameof(Decisions.Limits.ExpressionChars), Padded(16 * 1024), Padded((16 * 1024) + 1) },
        { nameof(Decisions.Limits.ExpressionDepth), Nested("(", "ssl", ")", 32),
            Nested("(", "ssl", ")", 33) },
        { nameof(Decisions.Limits.ExpressionDepth), Nested("not ", "ssl", "", 32),
            Nested("not ", "ssl", "", 33) },
        { nameof(Decisions.Limits.ExpressionDepth), Nested("!(", "ssl", ")", 16),
            Nested("!(", "ssl", ")", 17) },
        {
            nameof(Decisions.Limits.ExpressionDepth),
            Nested("- ", "bot.score", " eq 1", 32, once: true),
                Nested("- ", "bot.score", " eq 1", 33, once: true)
        },
        {
            nameof(Decisions.Limits.ExpressionDepth),
            Nested("present(", "ssl", ")", 32), Nested("present(", "ssl", ")", 33)
        },
        { nameof(Decisions.Limits.ExpressionNodes), Joined("ssl", " or ", 512), Joined("ssl", " or ", 513) },
        { nameof(Decisions.Limits.ExpressionNodes), Set(1_022), Set(1_023) },
        { nameof(Decisions.Limits.ExpressionNodes), Sum(511), Sum(512) },
        { nameof(Decisions.Limits.PatternChars), Pattern(new('a', 256)), Pattern(new('a', 257)) },
        { nameof(Decisions.Limits.PatternLetters), Pattern(Letters(64) + Letters(64)), Pattern(Letters(65)) },
        { nameof(Decisions.Limits.PatternRepetition), Pattern("a{64}"), Pattern("a{65}") },
        { nameof(Decisions.Limits.PatternRepetition), Pattern("a{0,64}"), Pattern("a{0,65}") },
        { nameof(Decisions.Limits.PatternRepetition), Pattern("a{64,}"), Pattern("a{65,}") },
        { nameof(Decisions.Limits.PatternNestedRepetition), Pattern("(a{64}){4}"), Pattern("(a{64}){5}") },
        { nameof(Decisions.Limits.PatternNestedRepetition), Pattern("((a{4}){8}){8}"),
            Pattern("((a{5}){8}){8}") },
        { nameof(Decisions.Limits.PatternNestedRepetition), Pattern("(a{64}b?){4}"),
            Pattern("(b|a{64}){5}") },
        { nameof(Decisions.Limits.PatternMemory), Pattern(@"^/a/(\w{1,16}\s){4}$"),
            Pattern(@"^/a/(\w{1,16}\s?){16}$") },
        { nameof(Decisions.Limits.PatternMemory), Pattern(@"(?i)union.{0,64}select"),
            Pattern(@"(?i)(\w{1,50}\s?){5}x") },
        { nameof(Decisions.Limits.PatternUnrolled), Pattern("(ab){64}c{64}d{64}e{64}f{64}g{64}h{64}"),
            Pattern(Joined(@"\w{64}", "x", 8)) },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Limit_IsKeptOrNamed(string name, string kept, string exceeded)
    {
        Assert.True(ExpressionCompiler.Condition(kept, TestFields.Catalogue).Try(out _, out var fault),
            fault.Render());

        var error = Compiled.Error(exceeded, TestFields.Catalogue);
        Assert.Contains($"(limit {name})", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", nameof(Decisions.Limits.SitePatterns))]
    [InlineData(@"^Mozilla/5\.0 \(Windows NT 10\.0; Win64", nameof(Decisions.Limits.SitePatternMemory))]
    public void Patterns_OfOneSite_AreBoundedTogether(string pattern, string name)
    {
        var allowance = PatternAllowance.OfSite();
        var said = "";
        for (var i = 0; i <= Decisions.Limits.SitePatterns && said.Length == 0; i++)
        {
            said = ExpressionCompiler.Condition(Pattern($"{pattern}{i}"), TestFields.Catalogue, allowance)
                .Match(static _ => "", static error => error.Message);
        }

        Assert.Contains($"(limit {name})", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_LookAtBoundedText_AndAreMissingBeyond()
    {
        foreach (var written in new[] { "matches \"b$\"", "wildcard \"*b\"" })
        {
            var condition = Compiled.Condition($"http.host {written}", TestFields.Catalogue);
            Truth Of(int length) => condition.Evaluate(new JsonSource(
                TestFields.Catalogue, $$"""{"http.host": "{{new string('a', length - 1)}}b"}"""));

            Assert.Equal(Truth.True, Of(Decisions.Limits.PatternInput));
            Assert.Equal(Truth.Missing, Of(Decisions.Limits.PatternInput + 1));
        }
    }

    private static string Padded(int length) => "ssl".PadRight(length);

    private static string Nested(string before, string inner, string after, int times, bool once = false) =>
        string.Concat(Enumerable.Repeat(before, times)) + inner
        + (once ? after : string.Concat(Enumerable.Repeat(after, times)));

    private static string Joined(string piece, string between, int times) =>
        string.Join(between, Enumerable.Repeat(piece, times));

    private static string Set(int items) => $"bot.score in {{{Joined("7", " ", items)}}}";

    private static string Sum(int terms) => $"{Joined("1", "+", terms)} eq 1";

    private static string Letters(int count) =>
        string.Concat(Enumerable.Range(0x4E00, count).Select(static c => (char)c));

    private static string Pattern(string pattern) => $"http.host matches r\"{pattern}\"";
}
