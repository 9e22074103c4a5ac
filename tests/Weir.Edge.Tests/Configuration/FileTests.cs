using System.Text.RegularExpressions;
using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Edge.Tests.Configuration;

/// <summary>
/// Each file in good/ has no problem; each in bad/ has exactly those that its first lines expect, as
/// <c># expect LINE:COLUMN [warning] part of the message</c>. A new wrong input is a new file.
/// </summary>
public sealed partial class FileTests(FileTests.Certificates certificates)
    : IClassFixture<FileTests.Certificates>
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Configuration");

    public static TheoryData<string> Good => Files("good");

    public static TheoryData<string> Bad => Files("bad");

    [Theory]
    [MemberData(nameof(Good))]
    public void Accepts_GoodFile(string name)
    {
        var reading = Read("good", name, out _);

        Assert.Empty(reading.Problems.Select(p => p.Render(name)));
        Assert.True(reading.Node.Try(out _, out _));
        Assert.True(reading.Sites.Try(out var sites, out _));
        Assert.All(sites.Entries, static s => Assert.True(s.Site.Try(out _, out _)));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Names_EveryProblemOfBadFile(string name)
    {
        var reading = Read("bad", name, out var text);
        var expected = Expectation().Matches(text)
            .Select(static m => (
                Place: m.Groups[1].Value,
                Warning: m.Groups[2].Success,
                Part: m.Groups[3].Value.Trim()))
            .ToArray();

        var found = string.Join('\n', reading.Problems.Select(p => p.Render(name)));
        Assert.NotEmpty(expected);
        Assert.True(expected.Length == reading.Problems.Length, found);
        foreach (var (want, problem) in expected.Zip(reading.Problems))
        {
            var line = problem.Render(name);
            var severity = want.Warning ? "warning" : "error";
            Assert.True(
                line.StartsWith($"{name}:{want.Place}: {severity}: ", StringComparison.Ordinal), found);
            Assert.True(line.Contains(want.Part, StringComparison.Ordinal), $"{found}\nwithout: {want.Part}");
        }
    }

    [Fact]
    public void There_AreAtLeastTwentyFiveWaysToBeWrong() => Assert.True(Bad.Count >= 25);

    private static TheoryData<string> Files(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Root, folder), "*.yaml")
            .Select(static f => Path.GetFileName(f)).Order()];

    private ConfigurationReading Read(string folder, string name, out string text)
    {
        text = File.ReadAllText(Path.Combine(Root, folder, name));
        return ConfigurationReader.Read(text, name, certificates.Folder.Path, new SteppedTime());
    }

    [GeneratedRegex(@"^# expect (\d+:\d+) (warning )?(.*)$", RegexOptions.Multiline)]
    private static partial Regex Expectation();

    public sealed class Certificates : IDisposable
    {
        public TestFolder Folder { get; } = new TestFolder().WithCertificates();

        public void Dispose() => Folder.Dispose();
    }
}
