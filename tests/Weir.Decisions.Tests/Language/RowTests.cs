using System.Globalization;
using Weir.Decisions.Language;

namespace Weir.Decisions.Tests.Language;

/// <summary>
/// What expressions mean, as rows of files: an expression, a request, and what it comes to, a tab between.
/// A line that begins with # says what the rows below it are about; ⏎ in an expression is a new line.
/// </summary>
public sealed class RowTests
{
    public static TheoryData<string, string, string> Conditions => Rows("conditions.tsv");

    public static TheoryData<string, string, string> Numbers => Rows("numbers.tsv");

    public static TheoryData<string, string, string> Errors => Rows("errors.tsv");

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Condition_ComesTo(string expression, string request, string expected)
    {
        var condition = Compiled.Condition(expression, TestFields.Catalogue);

        Assert.Equal(expected, condition.Evaluate(new JsonSource(TestFields.Catalogue, request)).Name());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Number_ComesTo(string expression, string request, string expected)
    {
        var number = Compiled.Number(expression, TestFields.Catalogue);

        var value = number.Evaluate(new JsonSource(TestFields.Catalogue, request));

        Assert.Equal(
            expected == "missing" ? double.NaN
                : double.Parse(expected, CultureInfo.InvariantCulture), value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Refuses_WithPlaceAndReason(string expression, string place, string reason)
    {
        var error = Compiled.Error(expression, TestFields.Catalogue);

        Assert.Equal((place, reason), ($"{error.Line}:{error.Column} {error.Kind}", error.Reason));
    }

    [Fact]
    public void There_AreAtLeastAHundredAndFiftyRows() =>
        Assert.True(Conditions.Count + Numbers.Count + Errors.Count >= 150);

    private static TheoryData<string, string, string> Rows(string file)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Language", file)))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split('\t');
                Assert.True(parts.Length == 3, $"{file}: {line}");
                rows.Add(parts[0].Replace('⏎', '\n'), parts[1], parts[2]);
            }
        }

        return rows;
    }
}
