namespace Weir.Cli;

/// <summary>The three streams of a command, and whether a person looks at them.</summary>
public sealed class Terminal(TextReader input, TextWriter output, TextWriter error)
{
    public TextReader Input { get; } = input;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>Paint for standard output.</summary>
    public Paint OutputPaint { get; } = new(Colours(output, Console.Out, Console.IsOutputRedirected));

    /// <summary>Paint for standard error.</summary>
    public Paint ErrorPaint { get; } = new(Colours(error, Console.Error, Console.IsErrorRedirected));

    // Colour only on a terminal, and never against the wish of NO_COLOR (no-color.org: set and not empty).
    private static bool Colours(TextWriter writer, TextWriter console, bool redirected) =>
        ReferenceEquals(writer, console)
        && !redirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}

/// <summary>Marks text for a terminal, or leaves it as it is.</summary>
public readonly record struct Paint(bool On)
{
    public string Heading(string text) => Wrap("1", text);

    public string Quiet(string text) => Wrap("2", text);

    public string Bad(string text) => Wrap("31", text);

    private string Wrap(string code, string text) => On ? $"\e[{code}m{text}\e[0m" : text;
}
