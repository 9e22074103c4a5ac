using Weir.Tidy.Rules;

namespace Weir.Tidy;

public sealed class SuppressionRulesTests
{
    [Theory]
    [InlineData("A.cs", "#pragma warning disable CA1", 1)]
    [InlineData("A.cs", "int a;\n#pragma warning disable CA1\nint b;\n#pragma warning restore CA1", 1)]
    [InlineData("A.cs", "#pragma warning disable CA1 // the table is generated", 0)]
    [InlineData("A.cs", "// The table is generated.\n#pragma warning disable CA1", 0)]
    [InlineData("A.cs", "#nullable disable", 1)]
    [InlineData("A.cs", "#nullable enable", 0)]
    [InlineData("A.cs", "[SuppressMessage(\"A\", \"CA1\")] class C;", 1)]
    [InlineData("A.cs", "[SuppressMessage(\"A\", \"CA1\", Justification = \"\")] class C;", 1)]
    [InlineData("A.cs", "[SuppressMessage(\"A\", \"CA1\", Justification = \"a wire name\")] class C;", 0)]
    [InlineData("A.cs", "// A wire name.\n[SuppressMessage(\"A\", \"CA1\")] class C;", 0)]
    [InlineData("A.cs", "class C { string s = \"#pragma warning disable CA1\"; }", 0)]
    [InlineData("A.csproj", "<P>\n<NoWarn>CS1</NoWarn>\n</P>", 1)]
    [InlineData("A.csproj", "<P>\n<!-- CS1: names say it. -->\n<NoWarn>CS1</NoWarn>\n</P>", 0)]
    [InlineData("A.csproj", "<PackageReference Include=\"X\" NoWarn=\"NU1\" />", 1)]
    [InlineData("A.props", "<WarningsNotAsErrors>NU1</WarningsNotAsErrors>", 1)]
    [InlineData(".editorconfig", "dotnet_diagnostic.CA1.severity = none", 1)]
    [InlineData(".editorconfig", "# Names come from the wire.\ndotnet_diagnostic.CA1.severity = none", 0)]
    [InlineData(".editorconfig", "dotnet_diagnostic.CA1.severity = error", 0)]
    [InlineData("A.md", "<NoWarn> and #pragma warning disable", 0)]
    public void Justified(string path, string text, int findings) =>
        Assert.Equal(findings, Samples.Count(SuppressionRules.Justified, path, text));

    [Theory]
    [InlineData("A.cs", "// A table.\n#pragma warning disable", 1)]
    [InlineData("A.cs", "#pragma warning disable WEIR004 // the key was added above", 0)]
    [InlineData("A.cs", "#pragma warning restore", 0)]
    [InlineData(".editorconfig", "# Later.\ndotnet_diagnostic.WEIR003.severity = none", 1)]
    [InlineData(".editorconfig", "dotnet_diagnostic.WEIR004.severity = warning", 1)]
    [InlineData(".editorconfig", "dotnet_analyzer_diagnostic.category-Reliability.severity = suggestion", 1)]
    [InlineData(".editorconfig", "dotnet_diagnostic.WEIR004.severity = error", 0)]
    [InlineData(".editorconfig", "dotnet_diagnostic.CA1.severity = none", 0)]
    [InlineData("A.csproj", "<!-- Later. -->\n<NoWarn>$(NoWarn);WEIR003</NoWarn>", 1)]
    [InlineData("A.props", "<WarningsNotAsErrors>NU1;WEIR004</WarningsNotAsErrors>", 1)]
    [InlineData("A.csproj", "<PackageReference Include=\"X\" NoWarn=\"WEIR001\" />", 1)]
    [InlineData("A.csproj", "<WeirRequestPath>true</WeirRequestPath>", 0)]
    [InlineData("A.md", "<NoWarn>WEIR003</NoWarn>", 0)]
    public void SilencedByName(string path, string text, int findings) =>
        Assert.Equal(findings, Samples.Count(SuppressionRules.SilencedByName, path, text));

    [Fact]
    public void All_ListsJustifiedOnesToo() => Assert.Single(
        SuppressionRules.All(new SourceFile("A.cs", "#pragma warning disable CA1 // generated")));
}
