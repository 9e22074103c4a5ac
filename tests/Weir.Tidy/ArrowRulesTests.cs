using Weir.Tidy.Rules;

namespace Weir.Tidy;

public sealed class ArrowRulesTests
{
    [Theory]
    [InlineData("Weir.Decisions", "Weir.Releases", 1)]
    [InlineData("Weir.Releases", "Weir.Decisions", 0)]
    [InlineData("Weir.Releases", "Weir.Events", 1)]
    [InlineData("Weir.Edge", "Weir.Releases", 0)]
    [InlineData("Weir.Edge", "Weir.Keeper", 1)]
    [InlineData("Weir.Keeper", "Weir.Edge", 1)]
    [InlineData("Weir.Edge", "Weir", 1)]
    [InlineData("Weir", "Weir.Keeper", 0)]
    [InlineData("Weir.Elsewhere", "Weir.Decisions", 1)]
    public void DeclaredArrows(string from, string to, int findings) => Assert.Equal(
        findings,
        Samples.Count(
            ArrowRules.DeclaredArrows,
            $"src/{from}/{from}.csproj",
            Project($"<ProjectReference Include=\"..\\{to}\\{to}.csproj\" />")));

    [Fact]
    public void DeclaredArrows_TestsMayKnowEverything() => Assert.Equal(
        0,
        Samples.Count(
            ArrowRules.DeclaredArrows,
            "tests/T/T.csproj",
            Project("<ProjectReference Include=\"../../src/Weir.Edge/Weir.Edge.csproj\" />")));

    [Theory]
    [InlineData("Directory.Build.props", "true", 0)]
    [InlineData("Directory.Build.props", "false", 1)]
    [InlineData("Directory.Build.props", null, 1)]
    [InlineData("src/Weir/Weir.csproj", null, 0)]
    [InlineData("src/Weir/Weir.csproj", "false", 1)]
    [InlineData("eng/Weir.Analyzers/Weir.Analyzers.csproj", "false", 0)]
    public void ArrowsAreWrittenDown(string path, string? setting, int findings)
    {
        const string name = "DisableTransitiveProjectReferences";
        var text = Project(setting is null ? "" : $"<{name}>{setting}</{name}>");
        Assert.Equal(findings, Samples.Count(ArrowRules.ArrowsAreWrittenDown, path, text));
    }

    [Theory]
    [InlineData("src/Weir.Edge/Weir.Edge.csproj", "<WeirRequestPath>true</WeirRequestPath>", 0)]
    [InlineData("src/Weir.Edge/Weir.Edge.csproj", "", 1)]
    [InlineData("src/Weir.Keeper/Weir.Keeper.csproj", "", 0)]
    public void RequestPathIsAnalyzed(string path, string property, int findings) =>
        Assert.Equal(findings, Samples.Count(ArrowRules.RequestPathIsAnalyzed, path, Project(property)));

    [Theory]
    [InlineData("bench/gateway/gateway.csproj", 0)]
    [InlineData("bench/other/other.csproj", 1)]
    public void ProjectsAreInTheSolution(string path, int findings) => Assert.Equal(
        findings,
        Samples.Count(
            ArrowRules.ProjectsAreInTheSolution,
            ("Weir.slnx", "<Solution><Project Path=\"bench/gateway/gateway.csproj\" /></Solution>"),
            (path, Project(""))));

    private static string Project(string inside) => $"<Project><A>{inside}</A></Project>";
}
