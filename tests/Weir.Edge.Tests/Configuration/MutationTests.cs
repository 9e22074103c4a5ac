using CsCheck;
using Weir.Decisions;
using Weir.Edge.Configuration;
using Xunit;

namespace Weir.Edge.Tests.Configuration;

public sealed class MutationTests
{
    private static readonly string[] Texts =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Configuration", "good"), "*.yaml")
            .Order()
            .Select(File.ReadAllText)];

    private static readonly string[] Tokens =
    [
        "[", "]", "{", "}", ":", "- ", "? ", "*a", "&a ", "!x ", "<<: ", "|\n",
        ">\n", "'", "\"", "#", "\t", "\n",
        "---\n", "...\n", "%YAML 9.9\n", "\0", "\u0085", "\u2028", "\uFEFF", "\uD800", "~", "null", "1e999",
        "99999999999999999999", "-1", "../..", "http://", "h2c://[::1", "xn--", "*.",
        "\u0301", "0x10", "1d", "9TiB",
    ];

    private static readonly Gen<string> Pieces =
        Gen.OneOf(Gen.Int[0, Tokens.Length - 1].Select(static i => Tokens[i]), Gen.String[Gen.Char, 0, 8]);

    private static readonly Gen<(int Kind, double At, int Length, string Piece)> Edit =
        Gen.Select(Gen.Int[0, 3], Gen.Double[0, 1], Gen.Int[0, 60], Pieces);

    [Fact]
    public void Read_OfAnyMutation_GivesAValueWithPlaces() =>
        Gen.Select(Gen.Int[0, Texts.Length - 1].Select(static i => Texts[i]), Edit.Array[1, 6]).Sample(
            static (text, edits) =>
            {
                var mutant = edits.Aggregate(text, Apply);
                var reading = ConfigurationReader.Read(mutant, "weir.yaml", "/nowhere", new SteppedTime());
                var lines = mutant.Split('\n').Length
                    + mutant.Count(static c => c is '\r' or '\u0085' or '\u2028' or '\u2029');
                return reading.Problems.All(p => p.Line >= 0 && p.Line <= lines + 1 && p.Message.Length > 0)
                    && (reading.HasErrors || reading.Node.Try(out _, out _));
            },
            iter: 4_000,
            threads: 1);

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a:\n")]
    [InlineData("sites: [")]
    [InlineData("\"")]
    [InlineData("&a [*a,")]
    [InlineData("a: |\n b\n")]
    [InlineData("version: 1\n")]
    public void Read_OfLargeRepetition_KeepsItsBounds(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 512 * 1024 / piece.Length));

        var reading = ConfigurationReader.Read(text, "weir.yaml", "/nowhere", new SteppedTime());

        Assert.True(reading.HasErrors);
        Assert.InRange(reading.Problems.Length, 1, Limits.ConfigurationProblems + 1);
    }

    [Fact]
    public void Read_OfTooManyBytes_NamesTheLimit()
    {
        var reading = ConfigurationReader.Read(
            new string('#', Limits.ConfigurationBytes + 1), "weir.yaml", "/nowhere", new SteppedTime());

        Assert.Contains(
            "limit ConfigurationBytes", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfTooManySites_NamesTheLimit()
    {
        var sites = string.Join(", ", Enumerable.Repeat("{}", Limits.Sites + 1));

        var reading = ConfigurationReader.Read(
            $"version: 1\nsites: [{sites}]\n", "weir.yaml", "/nowhere", new SteppedTime());

        Assert.Contains(
            reading.Problems, static p => p.Message.Contains("limit Sites", StringComparison.Ordinal));
        Assert.Contains("more problems", reading.Problems[^1].Message, StringComparison.Ordinal);
    }

    private static string Apply(string text, (int Kind, double At, int Length, string Piece) edit)
    {
        var at = (int)(edit.At * text.Length);
        var length = Math.Min(edit.Length, text.Length - at);
        return edit.Kind switch
        {
            0 => text.Insert(at, edit.Piece),
            1 => text.Remove(at, length),
            2 => text.Remove(at, length).Insert(at, edit.Piece),
            _ => text.Insert(at, text.Substring(at, length)),
        };
    }
}
