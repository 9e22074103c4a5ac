using Weir.Tidy.Rules;

namespace Weir.Tidy;

public sealed class CodeRulesTests
{
    [Theory]
    [InlineData("class C { async void F() { } }", 1)]
    [InlineData("class C { void F() { async void G() { } } }", 1)]
    [InlineData("class C { async Task F() { } void G() { } }", 0)]
    [InlineData("class C { string s = \"async void F() { }\"; }", 0)]
    public void NoAsyncVoid(string text, int findings) =>
        Assert.Equal(findings, Samples.Count(CodeRules.NoAsyncVoid, "src/A.cs", text));

    [Theory]
    [InlineData("[Boundary(\"sockets throw\")]", 0)]
    [InlineData("[Boundary(Reasons.Sockets)]", 0)]
    [InlineData("[Boundary(\"\")]", 1)]
    [InlineData("[Weir.Decisions.BoundaryAttribute(\"  \")]", 1)]
    [InlineData("[Boundary]", 1)]
    [InlineData("[Boundary()]", 1)]
    public void BoundariesHaveReasons(string attribute, int findings) => Assert.Equal(
        findings,
        Samples.Count(CodeRules.BoundariesHaveReasons, "A.cs", $"class C {{ {attribute} void F() {{ }} }}"));

    [Fact]
    public void Boundaries_AreListedWithTheirReasons() => Assert.Equal(
        ["A.cs:1: \"sockets throw\""],
        CodeRules
            .Boundaries(new SourceFile("A.cs", "class C { [Boundary(\"sockets throw\")] void F() { } }"))
            .Select(b => b.ToString()));

    [Theory]
    [InlineData("src/A.cs", "// TO{0}DO: later", 1)]
    [InlineData("docs/a.md", "FIX{0}ME", 1)]
    [InlineData("src/A.cs", "throw new NotImplemented{0}Exception();", 1)]
    [InlineData("docs/a.md", "nobody throws NotImplemented{0}Exception", 0)]
    [InlineData("src/A.cs", "// MASTO{0}DON", 0)]
    [InlineData("src/A.cs", "// done", 0)]
    public void NothingLeftForLater(string path, string text, int findings) => Assert.Equal(
        findings, Samples.Count(CodeRules.NothingLeftForLater, path, text.Replace("{0}", "")));
}
