using System.CommandLine;

namespace Weir.Cli.Commands.Syntax;

/// <summary>Answers a command line that cannot run: wrong, or asking for what is not built yet.</summary>
public static class UsageErrors
{
    /// <summary>The exit code where the command line was answered here; null where it may run.</summary>
    public static int? Report(ParseResult parsed, Terminal terminal)
    {
        // Help and version replace the action, also where the rest of the line is incomplete.
        if (parsed.Action is HelpWriter or VersionWriter)
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        var name = HelpWriter.NameOf(command);
        var strays = command.Subcommands.Count > 0 ? parsed.UnmatchedTokens : [];
        if (command is PlannedCommand planned && strays.Count == 0)
        {
            // Before any complaint about its options: those may still change until it is built.
            terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad(name)}: {planned.Refusal}");
            return ExitCode.Failed;
        }

        if (strays is [var stray, ..])
        {
            var known = command.Subcommands.Select(child => child.Name).ToList();
            terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad(name)}: there is no {Kind(stray)} '{stray}'");
            Suggest(terminal, name, Nearest.To(stray, stray.StartsWith('-') ? OptionNames(command) : known));
            return ExitCode.WrongUsage;
        }

        if (command is RootCommand && parsed.Errors.Count > 0)
        {
            HelpWriter.Write(command, terminal.Error, terminal.ErrorPaint);
            return ExitCode.WrongUsage;
        }

        return parsed.Errors.Count > 0 ? Wrong(parsed, terminal, name) : null;
    }

    private static int Wrong(ParseResult parsed, Terminal terminal, string name)
    {
        foreach (var problem in parsed.Errors.Select(error => error.Message).Distinct())
        {
            terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad(name)}: {problem.TrimEnd('.')}");
        }

        var suggestion = parsed.UnmatchedTokens
            .Select(token => Nearest.To(token, OptionNames(parsed.CommandResult.Command)))
            .FirstOrDefault(nearest => nearest is not null);
        Suggest(terminal, "", suggestion);
        terminal.Error.WriteLine($"See '{name} --help'.");
        return ExitCode.WrongUsage;
    }

    private static void Suggest(Terminal terminal, string command, string? nearest)
    {
        if (nearest is not null)
        {
            terminal.Error.WriteLine($"Did you mean '{$"{command} {nearest}".Trim()}'?");
        }

        if (command.Length > 0)
        {
            terminal.Error.WriteLine($"See '{command} --help'.");
        }
    }

    private static string Kind(string token) => token.StartsWith('-') ? "option" : "command";

    private static List<string> OptionNames(Command command) =>
        [.. command.Options.Select(option => option.Name), "--help"];
}
