using Condition = Weir.Analyzers.TryConditionAnalyzer;

namespace Weir.Analyzers.Tests;

/// <summary>WEIR001: the answer of Try that decides nothing.</summary>
public sealed class Weir001TryConditionTests
{
    [Theory]
    [InlineData("F().Try(out _, out _); // WEIR001")]
    [InlineData("_ = F().Try(out _, out _); // WEIR001")]
    [InlineData("var ok = F().Try(out _, out _); Use(ok); // WEIR001")]
    [InlineData("bool ok; ok = F().Try(out _, out _); if (ok) { } // WEIR001")]
    [InlineData("var ok = !F().Try(out _, out _); Use(ok); // WEIR001")]
    [InlineData("var ok = Coin() && F().Try(out _, out _); Use(ok); // WEIR001")]
    [InlineData("var ok = Coin() ? F().Try(out _, out _) : false; Use(ok); // WEIR001")]
    [InlineData("Use(F().Try(out _, out _)); // WEIR001")]
    [InlineData("Action a = () => F().Try(out _, out _); Use(a); // WEIR001")]
    [InlineData("Use(F().Try(out _, out _) ? 1 : 2); Use(F().Try(out _, out _) | Coin()); // WEIR001")]
    [InlineData("Func<bool> f = () => { F().Try(out _, out _); return true; }; Use(f); // WEIR001")]
    [InlineData("Attempt f = F().Try; Use(f); // WEIR001")]
    public Task Reports_AnswerThatDecidesNothing(string row) => Compiled.Source<Condition>($$"""
        delegate bool Attempt(out int value, out Why error);
        class Cases
        {
            static void Case()
            {
                {{row}}
            }
        }
        """);

    [Theory]
    [InlineData("if (F().Try(out _, out _)) { }")]
    [InlineData("if (!F().Try(out _, out _)) { }")]
    [InlineData("if (F().Try(out _, out _) == false) { }")]
    [InlineData("if (F().Try(out _, out _) is false) { }")]
    [InlineData("if (Coin() && (F().Try(out _, out _) || G().Try(out _, out _))) { }")]
    [InlineData("while (F().Try(out _, out _)) { }")]
    [InlineData("do { } while (!F().Try(out _, out _));")]
    [InlineData("for (; F().Try(out _, out _);) { }")]
    [InlineData("Use(F().Try(out var v, out _) ? v : 0);")]
    [InlineData("Use(number switch { 1 when F().Try(out var v, out _) => v, _ => 0 });")]
    [InlineData("switch (number) { case 1 when F().Try(out _, out _): break; default: break; }")]
    [InlineData("try { } catch (Exception) when (F().Try(out _, out _)) { }")]
    [InlineData("Func<bool> f = () => F().Try(out _, out _); Use(f);")]
    [InlineData("Use(new[] { F() }.Where(o => o.Try(out _, out _)));")]
    [InlineData("if ((await A()).Try(out _, out _)) { }")]
    [InlineData("if (Coin() ? F().Try(out _, out _) : G().Try(out _, out _)) { }")]
    public Task Passes_Condition(string row) => Compiled.Statements<Condition>(row);

    [Fact]
    public Task Passes_Return() => Compiled.Members<Condition>("""
        static bool Has() => F().Try(out _, out _);
        static bool Get(out int value) { return F().Try(out value, out _) && value > 1; }
        static bool Property { get { return !F().Try(out _, out _); } }
        static bool Chosen(int n) => n switch { 1 => F().Try(out _, out _), _ => false };
        """);

    [Fact]
    public Task Passes_TryOfOtherTypes() => Compiled.Members<Condition>("""
        static bool Try(out int value) { value = 1; return true; }
        static void Calls() { Try(out var v); Use(v); int.TryParse("1", out _); }
        """);
}
