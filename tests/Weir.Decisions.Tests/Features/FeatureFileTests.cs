using Weir.Decisions.Features;

namespace Weir.Decisions.Tests.Features;

public sealed class FeatureFileTests
{
    [Fact]
    public void Read_Lines_SkipsCommentsAndKeepsExpressionsWhole()
    {
        const string Text = "# first\n\n a_b  f32\tratio(x, y)\r\nc category  z  # not a comment\n";
        Assert.True(FeatureFile.Read(Text).Try(out var read, out var error), error.ToString());
        Assert.Equal(
            [
                new FeatureDefinition("a_b", FeatureType.F32, "ratio(x, y)"),
                new FeatureDefinition("c", FeatureType.Category, "z  # not a comment"),
            ],
            read);
    }

    [Theory]
    [InlineData("a f32")]
    [InlineData("a f64 x")]
    [InlineData("a")]
    public void Read_ABadLine_NamesItsNumber(string line)
    {
        Assert.False(FeatureFile.Read("# one\n" + line).Try(out _, out var error));
        Assert.Equal((FeatureRefusalReason.BadLine, "line 2"), (error.Reason, error.Culprit));
    }

    [Fact]
    public void Read_TooLongAText_IsRefused()
    {
        var text = new string('#', Limits.FeatureFileCharacters + 1);
        Assert.False(FeatureFile.Read(text).Try(out _, out var error));
        Assert.Contains($"{Limits.FeatureFileCharacters}", error.Detail);
    }

    [Fact]
    public void Read_MoreThanFits_StopsAtOneTooMany()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"f{i} f32 x\n"));
        Assert.True(FeatureFile.Read(text).Try(out var read, out var error), error.ToString());
        Assert.Equal(Limits.Features + 1, read.Length);
    }
}
