using System.Text;

namespace Weir.Decisions.Language;

/// <summary>What kind of thing is wrong with an expression.</summary>
public enum ExpressionErrorKind
{
    Unset = 0,

    /// <summary>The text does not follow the grammar.</summary>
    Syntax,

    /// <summary>A limit was reached; the message names it.</summary>
    Limit,

    /// <summary>A field or function that nobody knows.</summary>
    UnknownName,

    /// <summary>Known to Cloudflare's language, and not there yet.</summary>
    NotBuilt,

    /// <summary>A value of another type was expected.</summary>
    Type,

    /// <summary>A regular expression or wildcard that cannot be used.</summary>
    Pattern,
}

/// <summary>
/// Why an expression does not compile, with the place and, where it is known, what was meant.
/// </summary>
/// <param name="Kind">What kind of thing is wrong.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 characters.</param>
/// <param name="Width">Characters on that line that the error is about; 0 at the end of the text.</param>
/// <param name="Message">What is wrong, as a clause.</param>
/// <param name="Suggestion">What to do, as a clause or a question; null where nothing is known.</param>
public readonly record struct ExpressionError(
    ExpressionErrorKind Kind, int Line, int Column, int Width, string Message, string? Suggestion)
{
    /// <summary>Characters of a long line shown before and after the error.</summary>
    private const int Shown = 60;

    /// <summary>Message and suggestion, without the place.</summary>
    public string Reason => Suggestion is null ? Message : $"{Message}; {Suggestion}";

    /// <summary>A piece of the line; null in an error that was never made.</summary>
    internal string? Excerpt { get; init; }

    /// <summary>Where in <see cref="Excerpt"/> the error begins.</summary>
    internal int ExcerptAt { get; init; }

    /// <param name="text">The whole expression.</param>
    /// <param name="fault">What is wrong in it.</param>
    internal static ExpressionError Of(string text, Fault fault)
    {
        var at = Math.Clamp(fault.At.Start, 0, text.Length);
        var begin = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        var feed = text.IndexOf('\n', at);
        var end = feed < 0 ? text.Length : feed;
        var line = 1 + text.AsSpan(0, begin).Count('\n');
        var from = Math.Max(begin, at - Shown);
        var to = Math.Min(end, at + Shown);
        return new ExpressionError(
            fault.Kind,
            line,
            1 + at - begin,
            Math.Clamp(fault.At.End - at, 0, end - at),
            fault.Message,
            fault.Suggestion)
        {
            Excerpt = text[from..to],
            ExcerptAt = at - from,
        };
    }

    /// <summary>
    /// For people, in several lines: the place and the reason, the text, and a caret below it.
    /// </summary>
    public string Render()
    {
        var excerpt = Excerpt ?? "";
        var report = new StringBuilder();
        report.Append("line ").Append(Line).Append(", column ").Append(Column).Append(": ").Append(Message);
        report.Append("\n  ");
        foreach (var character in excerpt)
        {
            report.Append(char.IsControl(character) ? ' ' : character);
        }

        report.Append("\n  ").Append(' ', ExcerptAt);
        report.Append('^', Math.Clamp(Width, 1, Math.Max(1, excerpt.Length - ExcerptAt)));
        return Suggestion is null ? report.ToString() : report.Append("\n  ").Append(Suggestion).ToString();
    }

    /// <summary>One line: <c>line 1, column 5: unknown field 'x'; did you mean 'y'?</c></summary>
    public override string ToString() => $"line {Line}, column {Column}: {Reason}";
}
