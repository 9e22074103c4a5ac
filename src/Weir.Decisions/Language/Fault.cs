namespace Weir.Decisions.Language;

/// <summary>
/// A piece of an expression's text, from <paramref name="Start"/> up to <paramref name="End"/>.
/// </summary>
internal readonly record struct Extent(int Start, int End)
{
    public Extent To(Extent last) => new(Start, Math.Max(Start, last.End));
}

/// <summary>
/// What is wrong, by offsets into the text; <see cref="ExpressionError"/> is made of it at the door.
/// </summary>
internal readonly record struct Fault(
    ExpressionErrorKind Kind, Extent At, string Message, string? Suggestion = null)
{
    public static Fault Syntax(Extent at, string message, string? suggestion = null) =>
        new(ExpressionErrorKind.Syntax, at, message, suggestion);

    public static Fault Type(Extent at, string message, string? suggestion = null) =>
        new(ExpressionErrorKind.Type, at, message, suggestion);

    /// <param name="at">Where it stands.</param>
    /// <param name="what">The beginning of a sentence that ends in "not there yet".</param>
    public static Fault NotBuilt(Extent at, string what) =>
        new(ExpressionErrorKind.NotBuilt, at, $"{what} not there yet");

    public static Fault Pattern(Extent at, string message, string? suggestion = null) =>
        new(ExpressionErrorKind.Pattern, at, message, suggestion);

    public static Fault Limit(Extent at, string message, string limit) =>
        new(ExpressionErrorKind.Limit, at, $"{message} (limit {limit})");

    /// <summary>In quotes, cut and without control characters, so that it fits into one line.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        const int shown = 48;
        var cut = text.Length <= shown ? text.ToString() : $"{text[..shown]}...";
        return string.Create(cut.Length + 2, cut, static (quoted, source) =>
        {
            quoted[0] = '\'';
            quoted[^1] = '\'';
            for (var i = 0; i < source.Length; i++)
            {
                quoted[i + 1] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
