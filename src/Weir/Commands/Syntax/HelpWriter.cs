using System.CommandLine;
using System.CommandLine.Invocation;

namespace Weir.Cli.Commands.Syntax;

/// <summary><c>--help</c>: what a command does, its syntax, its defaults, and examples to try.</summary>
public sealed class HelpWriter(Terminal terminal) : SynchronousCommandLineAction
{
    private const int Width = 96;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, terminal.Output, terminal.OutputPaint);
        return ExitCode.Done;
    }

    public static void Write(Command command, TextWriter output, Paint paint)
    {
        output.WriteLine(command.Description);
        if (command is PlannedCommand planned)
        {
            output.WriteLine($"This is {planned.Refusal}.");
        }

        var teaching = command as WeirCommand;
        if (teaching is { Details.Length: > 0 })
        {
            output.WriteLine();
            WriteWrapped(output, teaching.Details, 0);
        }

        output.WriteLine();
        output.WriteLine($"{paint.Heading("Usage:")} {Usage(command)}");
        WriteRows(output, paint, "Arguments:", command.Arguments.Select(Row));
        WriteCommands(command, output, paint);
        WriteRows(output, paint, "Options:", Options(command).Select(Row));
        var examples = teaching?.Examples ?? [];
        WriteRows(output, paint, "Examples:", examples.Select(example => (example.Line, example.Meaning)));
        if (command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine("Try 'weir up' and open http://127.0.0.1:8080. Every command has its --help.");
            output.WriteLine("Exit codes: 0 done; 1 refused or failed, with the reason; 2 wrong usage.");
        }
    }

    /// <summary>As typed, from <c>weir</c> on: the root's own name is that of the file.</summary>
    public static string NameOf(Command command) =>
        command is RootCommand || command.Parents.OfType<Command>().FirstOrDefault() is not { } parent
            ? "weir"
            : $"{NameOf(parent)} {command.Name}";

    private static string Usage(Command command)
    {
        var parts = new List<string> { NameOf(command) };
        if (command.Subcommands.Count > 0)
        {
            parts.Add("<command>");
        }

        parts.AddRange(command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : $"<{argument.Name}>"));
        parts.Add("[options]");
        return string.Join(' ', parts);
    }

    private static void WriteCommands(Command command, TextWriter output, Paint paint)
    {
        var built = command.Subcommands.Where(child => child is not PlannedCommand and { Hidden: false });
        var planned = command.Subcommands.OfType<PlannedCommand>();
        WriteRows(output, paint, "Commands:", built.Select(Row));
        WriteRows(output, paint, "Not built yet:", planned.Select(Row));
    }

    // Help is an option of the root that all commands share; the version belongs to the root alone.
    private static IEnumerable<Option> Options(Command command)
    {
        var shared = command.Parents.OfType<Command>()
            .SelectMany(parent => parent.Options)
            .Where(option => option.Recursive);
        return command.Options.Concat(shared).Where(option => !option.Hidden);
    }

    private static (string Term, string Meaning) Row(Command command) =>
        (command.Name, command is PlannedCommand planned
            ? $"{command.Description} ({planned.Expected})"
            : command.Description ?? "");

    private static (string Term, string Meaning) Row(Argument argument) =>
        (argument.Name, argument.Description ?? "");

    private static (string Term, string Meaning) Row(Option option)
    {
        var value = option.ValueType == typeof(bool) || option.HelpName is null ? "" : $" {option.HelpName}";
        var names = option.Aliases.Where(alias => alias.Length == 2 && alias[0] == '-' && alias != "-?");
        return (string.Join(", ", names.Append(option.Name)) + value, option.Description ?? "");
    }

    private static void WriteRows(
        TextWriter output, Paint paint, string heading, IEnumerable<(string Term, string Meaning)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(paint.Heading(heading));

        // One very long term must not push every meaning to the right: it gets a line of its own.
        const int Widest = 34;
        var column = Math.Min(Widest, all.Max(row => row.Term.Length)) + 4;
        foreach (var (term, meaning) in all)
        {
            var start = $"  {term}";
            if (start.Length > column - 2)
            {
                output.WriteLine(start);
                start = "";
            }

            output.Write(start.PadRight(column));
            WriteWrapped(output, meaning, column);
        }
    }

    private static void WriteWrapped(TextWriter output, string text, int indent)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var used = indent;
            var first = true;
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!first && used + 1 + word.Length > Width)
                {
                    output.WriteLine();
                    output.Write(new string(' ', indent));
                    (used, first) = (indent, true);
                }

                output.Write(first ? word : $" {word}");
                used += word.Length + (first ? 0 : 1);
                first = false;
            }

            output.WriteLine();
        }
    }
}
