namespace Weir.Cli.Commands;

/// <summary>
/// What long work is at, on one line of a terminal that is written over; nothing in a pipe.
/// </summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private const int Width = 78;
    private readonly bool _shows =
        ReferenceEquals(terminal.Error, Console.Error) && !Console.IsErrorRedirected;

    public void Say(string what)
    {
        if (_shows)
        {
            var text = what.Length > Width ? what[..Width] : what.PadRight(Width);
            terminal.Error.Write($"\r{text}");
        }
    }

    public void Clear()
    {
        if (_shows)
        {
            terminal.Error.Write($"\r{new string(' ', Width)}\r");
        }
    }
}
