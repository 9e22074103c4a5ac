using Xunit.Sdk;

namespace Weir.Analyzers.Tests;

/// <summary>The marks mean something: a case fails where they and the analyzer disagree.</summary>
public sealed class CompiledTests
{
    [Theory]
    [InlineData("F();")]
    [InlineData("Use(F()); // WEIR001")]
    [InlineData("F(); // WEIR002")]
    [InlineData("F(); // WEIR001\nF();")]
    public Task Fails_WrongMark(string rows) =>
        Assert.ThrowsAnyAsync<XunitException>(() => Compiled.Statements<DroppedResultAnalyzer>(rows));

    [Fact]
    public Task Fails_SourceThatDoesNotCompile() =>
        Assert.ThrowsAnyAsync<XunitException>(() => Compiled.Statements<DroppedResultAnalyzer>("G(1);"));
}
