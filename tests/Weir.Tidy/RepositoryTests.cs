using Weir.Tidy.Rules;

namespace Weir.Tidy;

/// <summary>The rules, over this repository.</summary>
public sealed class RepositoryTests
{
    public static TheoryData<string> Names => [.. Catalogue.Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Holds(string rule)
    {
        var findings = Catalogue.Rules[rule](Repository.Files).Select(f => f.ToString()).ToArray();
        if (findings.Length > 0)
        {
            Assert.Fail(string.Join('\n', findings.Prepend($"{findings.Length} against '{rule}'")));
        }
    }

    [Fact]
    public void Report_MedianLength()
    {
        var product = Repository.Files.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal));
        var median = ShapeRules.MedianLength(product);
        Assert.NotNull(median);
        Print($"median length of a source file in src: {median} lines");
    }

    [Fact]
    public void Report_Suppressions()
    {
        var all = Repository.Files.SelectMany(SuppressionRules.All).ToArray();
        Print($"{all.Length} suppressions");
        foreach (var one in all)
        {
            Print($"{one.Path}:{one.Line}: {one.Text}");
        }
    }

    [Fact]
    public void Report_Boundaries()
    {
        var all = Repository.Files.SelectMany(CodeRules.Boundaries).ToArray();
        Print($"{all.Length} boundaries");
        foreach (var one in all)
        {
            Print(one.ToString());
        }
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
