using Weir.Tidy.Rules;

namespace Weir.Tidy;

public sealed class TraceRulesTests
{
    // The mark keeps the samples from being found in this file.
    private static string Plain(string text) => text.Replace("|", "");

    [Theory]
    [InlineData("var p = \"/|home/ann/weir\";", 1)]
    [InlineData("see /|root/.config", 1)]
    [InlineData("/|work/main", 1)]
    [InlineData("COPY C:|\\Users\\ann\\weir", 1)]
    [InlineData("file:///|home/ann", 0)]
    [InlineData("../shared/|work/a", 0)]
    [InlineData("src/|home/a.cs", 0)]
    [InlineData("https://example.org/|home/", 0)]
    [InlineData("~/.nuget and /tmp/x", 0)]
    public void NoMachinePaths(string text, int findings) =>
        Assert.Equal(findings, Samples.Count(TraceRules.NoMachinePaths, "docs/a.md", Plain(text)));

    [Theory]
    [InlineData("<add key=\"n\" value=\"https://api.|nuget.org/v3/index.json\" />", 1)]
    [InlineData("\"resolved\": \"https://registry.|npmjs.org/preact\"", 1)]
    [InlineData("see nuget.org for its licence", 0)]
    [InlineData("npm packages", 0)]
    public void NoRegistryHosts(string text, int findings) =>
        Assert.Equal(findings, Samples.Count(TraceRules.NoRegistryHosts, "docs/a.md", Plain(text)));
}
