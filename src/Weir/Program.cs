using System.CommandLine;
using Weir.Cli.Commands.Syntax;

namespace Weir.Cli;

/// <summary>Reads the command line and hands over to one command.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) =>
        RunAsync(args, Console.In, Console.Out, Console.Error);

    /// <summary>The program without its process, for tests. Answers an <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(
        string[] args,
        TextReader input,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation = default)
    {
        var terminal = new Terminal(input, output, error);
        var root = CommandTree.Create(terminal);

        // A response file (@name) would let an argument that merely begins with @ read files.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageErrors.Report(parsed, terminal) is { } code)
        {
            return code;
        }

        // The commands stop by signals of their own, because the first one drains and is no failure.
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };

        try
        {
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The last guard: a person gets a sentence and an exit code, not a stack.
            await error.WriteLineAsync($"weir: failed unexpectedly: {fault.GetType().Name}: {fault.Message}");
            return ExitCode.Failed;
        }
    }
}
