using System.Collections.Immutable;
using Weir.Decisions.Language;
using Weir.Edge.Configuration.Yaml;

namespace Weir.Edge.Configuration.Reading;

/// <summary>
/// Where in the file an error inside an expression stands. What YAML folds or escapes may have moved;
/// a place is told only where the file's own line holds the expression as it was read.
/// </summary>
internal static class ExpressionPlace
{
    /// <param name="value">The text that holds the expression.</param>
    /// <param name="error">With its place inside of the expression.</param>
    /// <param name="lines">The whole file.</param>
    /// <returns>Null where it cannot be told.</returns>
    public static Place? Of(YamlValue value, ExpressionError error, ImmutableArray<string> lines)
    {
        if (value is not YamlText text || Line(lines, value.Place.Line) is not { } first)
        {
            return null;
        }

        var at = value.Place.Column - 1;
        if (at < first.Length && first[at] is '|' or '>')
        {
            return InBlock(text, error, lines);
        }

        var from = at + (text.Quoted ? 1 : 0);
        var before = text.Text.AsSpan(0, Math.Min(error.Column - 1, text.Text.Length));
        return error.Line == 1 && from <= first.Length && first.AsSpan(from).StartsWith(before)
            ? new Place(value.Place.Line, from + error.Column)
            : null;
    }

    private static Place? InBlock(YamlText text, ExpressionError error, ImmutableArray<string> lines)
    {
        var written = text.Text.Split('\n');
        if (error.Line > written.Length || Line(lines, text.Place.Line + error.Line) is not { } line)
        {
            return null;
        }

        var expected = written[error.Line - 1];
        var indent = line.Length - expected.Length;
        return indent >= 0 && line.EndsWith(expected, StringComparison.Ordinal)
            ? new Place(text.Place.Line + error.Line, indent + error.Column)
            : null;
    }

    private static string? Line(ImmutableArray<string> lines, int number) =>
        number >= 1 && number <= lines.Length ? lines[number - 1].TrimEnd('\r') : null;
}
