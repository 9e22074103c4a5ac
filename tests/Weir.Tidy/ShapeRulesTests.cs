using Weir.Tidy.Rules;

namespace Weir.Tidy;

public sealed class ShapeRulesTests
{
    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void FileLength(int lines, int findings) =>
        Assert.Equal(findings, Samples.Count(ShapeRules.FileLength, "src/A.cs", Samples.Lines(lines)));

    [Theory]
    [InlineData("src/A.cs", 110, 0)]
    [InlineData("src/A.cs", 111, 1)]
    [InlineData("docs/A.md", 500, 0)]
    public void LineLength(string path, int columns, int findings) =>
        Assert.Equal(findings, Samples.Count(ShapeRules.LineLength, path, "a\n" + new string('/', columns)));

    [Theory]
    [InlineData("void F()\n{\n%}")]
    [InlineData("C()\n{\n%}")]
    [InlineData("int P { get; set\n{\n%} }")]
    [InlineData("Action A = () =>\n{\n%};")]
    [InlineData("Action<int> A = x =>\n{\n%};")]
    [InlineData("void F() { void G()\n{\n%} }", 2)]
    [InlineData("public static C operator +(C a, C b)\n{\n%}")]
    public void FunctionLength(string shape, int tooLong = 1)
    {
        Assert.Equal(0, Count(57));
        Assert.Equal(tooLong, Count(58));

        int Count(int body)
        {
            var text = "class C\n{\n" + shape.Replace("%", Samples.Lines(body)) + "\n}\n";
            return Samples.Count(ShapeRules.FunctionLength, "src/A.cs", text);
        }
    }

    [Theory]
    [InlineData("namespace A;\nclass C;", 0)]
    [InlineData("namespace A { class C; }", 1)]
    [InlineData("class C { string s = \"namespace A { }\"; }", 0)]
    public void FileScopedNamespace(string text, int findings) =>
        Assert.Equal(findings, Samples.Count(ShapeRules.FileScopedNamespace, "src/A.cs", text));

    [Fact]
    public void MedianLength_IsTheMiddleFile()
    {
        int[] lengths = [5, 90, 10];
        SourceFile[] files = [.. lengths.Select(n => new SourceFile($"{n}.cs", Samples.Lines(n)))];
        Assert.Equal(10, ShapeRules.MedianLength(files));
        Assert.Null(ShapeRules.MedianLength([]));
    }
}
