namespace Weir.Cli.Commands;

/// <summary>How a command says no: what and why on standard error, then the next step, exit code 1.</summary>
internal static class Refusing
{
    /// <param name="terminal">Its standard error is written to.</param>
    /// <param name="command">As typed, such as <c>weir hold</c>.</param>
    /// <param name="message">Why not; may quote text from outside.</param>
    /// <param name="next">What to do; empty where the reason says it.</param>
    public static int Refuse(this Terminal terminal, string command, string message, string next = "")
    {
        terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad(command)}: {Shown.Of(message)}");
        if (next.Length > 0)
        {
            terminal.Error.WriteLine(next);
        }

        return ExitCode.Failed;
    }
}
