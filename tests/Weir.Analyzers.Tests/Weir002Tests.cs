using Forgiving = Weir.Analyzers.NullForgivingAnalyzer;

namespace Weir.Analyzers.Tests;

/// <summary>WEIR002: the null-forgiving operator.</summary>
public sealed class Weir002Tests
{
    [Theory]
    [InlineData("Use(text!.Length); // WEIR002")]
    [InlineData("string s = null!; Use(s); // WEIR002")]
    [InlineData("string s = default!; Use(s); // WEIR002")]
    [InlineData("var s = text!; Use(s); // WEIR002")]
    [InlineData("Use(text!.ToString()!.Length); // WEIR002")]
    [InlineData("Use(() => text!); // WEIR002")]
    [InlineData("Use(new string[1]![0]); // WEIR002")]
    public Task Reports_Assertion(string row) => Compiled.Statements<Forgiving>(row);

    [Fact]
    public Task Reports_Members() => Compiled.Members<Forgiving>("""
        string Name { get; set; } = null!; // WEIR002
        static string Of(string? s) => s!; // WEIR002
        """);

    [Theory]
    [InlineData("if (text is { } s) { Use(s.Length); }")]
    [InlineData("Use(text?.Length ?? 0);")]
    [InlineData("if (!Coin()) { Use(text != null); }")]
    [InlineData("Use(text is not null && !text.Equals(\"!\"));")]
    [InlineData("Use(\"really!\"); // not here!")]
    [InlineData("bool? b = !Coin(); Use(!b);")]
    public Task Passes_Proof(string row) => Compiled.Statements<Forgiving>(row);
}
