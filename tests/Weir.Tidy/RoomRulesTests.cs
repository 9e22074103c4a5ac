using Weir.Tidy.Rules;

namespace Weir.Tidy;

public sealed class RoomRulesTests
{
    [Fact]
    public void Rooms_AreProjectsAndTheirFirstFolders()
    {
        string[] paths =
        [
            "src/Weir.Edge/Weir.Edge.csproj",
            "src/Weir.Edge/Capture/Tls/Hello.cs",
            "src/Weir.Edge/Assets/a.css",
            "eng/BannedSymbols.txt",
            "eng/Weir.Analyzers/Flow/A.cs",
            "bench/gateway/run.sh",
            "docs/rules/A.md",
        ];
        Assert.Equal(
            ["bench/gateway", "eng/Weir.Analyzers", "src/Weir.Edge", "src/Weir.Edge/Capture"],
            RoomRules.Rooms([.. paths.Select(p => new SourceFile(p, ""))]));
    }

    [Theory]
    [InlineData("src/A/README.md", 15, 0)]
    [InlineData("src/A/README.md", 16, 1)]
    [InlineData("src/A/NOTES.md", 3, 1)]
    public void RoomsHaveReadmes(string path, int lines, int findings) => Assert.Equal(
        findings,
        Samples.Count(RoomRules.RoomsHaveReadmes, ("src/A/A.csproj", ""), (path, Samples.Lines(lines))));

    [Theory]
    [InlineData("| Yarp.Proxy | the proxy |", 0)]
    [InlineData("`Yarp.Proxy` 2.3.0.", 0)]
    [InlineData("Yarp.Proxy.Extras only", 1)]
    [InlineData("My.Yarp.Proxy only", 1)]
    [InlineData("nothing", 1)]
    public void DependenciesAreExplained(string text, int findings)
    {
        var explained = ("docs/dependencies.md", text);
        Assert.Equal(findings, Samples.Count(RoomRules.DependenciesAreExplained, Packages, explained));
    }

    [Fact]
    public void DependenciesAreExplained_MissingFileExplainsNothing() =>
        Assert.Equal(1, Samples.Count(RoomRules.DependenciesAreExplained, Packages));

    [Theory]
    [InlineData("weir", false, 1)]
    [InlineData("weir", true, 0)]
    [InlineData(".ci/run", false, 1)]
    [InlineData("docs/weir", false, 0)]
    public void CommandsAreExecutable(string path, bool executable, int findings)
    {
        var file = new SourceFile(path, "", executable);
        Assert.Equal(findings, RoomRules.CommandsAreExecutable([file]).Count());
    }

    private static (string Path, string Text) Packages =>
        ("Directory.Packages.props", "<P><PackageVersion Include=\"Yarp.Proxy\" Version=\"2\" /></P>");
}
