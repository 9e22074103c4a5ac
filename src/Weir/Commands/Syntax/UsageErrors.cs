using System.CommandLine;
using System.CommandLine.Parsing;

namespace Weir.Cli.Commands.Syntax;

/// <summary>Answers a command line that cannot run: wrong, or asking for what is not built yet.</summary>
public static class UsageErrors
{
    private const string NoOption = "there is no option";

    /// <summary>The exit code where the command line was answered here; null where it may run.</summary>
    public static int? Report(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        var name = HelpWriter.NameOf(command);
        var strays = command.Subcommands.Count > 0 ? parsed.UnmatchedTokens : [];

        // Help and version replace the action, also where the rest of the line is incomplete. The help of a
        // command that is not there is not that of the one above it.
        if (parsed.Action is HelpWriter or VersionWriter && strays.Count == 0)
        {
            return null;
        }

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
        foreach (var problem in Problems(parsed))
        {
            terminal.Error.WriteLine($"{terminal.ErrorPaint.Bad(name)}: {problem.TrimEnd('.')}");
        }

        // Where the complaint has asked already, once is enough.
        var suggestion = Misspelt(parsed).Concat(parsed.UnmatchedTokens).Distinct()
            .Where(token => !parsed.Errors.Any(e => Asks(e.Message, token)))
            .Select(token => Nearest.To(token, OptionNames(parsed.CommandResult.Command)))
            .FirstOrDefault(nearest => nearest is not null);
        Suggest(terminal, "", suggestion);
        terminal.Error.WriteLine($"See '{name} --help'.");
        return ExitCode.WrongUsage;
    }

    /// <summary>
    /// A word that is no option comes first and alone of its kind: what follows it is most likely its value,
    /// and would be blamed for being there.
    /// </summary>
    private static IEnumerable<string> Problems(ParseResult parsed)
    {
        var misspelt = Misspelt(parsed);
        var others = parsed.Errors.Select(static error => error.Message).Distinct().ToList();
        if (misspelt.Count == 0)
        {
            return others;
        }

        others.RemoveAll(message => parsed.UnmatchedTokens.Any(token => IsOf(message, token)));
        return misspelt.Where(word => !others.Any(message => Asks(message, word)))
            .Select(static word => $"{NoOption} '{word}'")
            .Concat(others);
    }

    /// <summary>Words that look like options and are none, also where one passed for an argument.</summary>
    private static List<string> Misspelt(ParseResult parsed) =>
    [
        .. parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .Select(static token => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .Where(static word => word is ['-', '-', _, ..])
            .Distinct(),
    ];

    private static bool Asks(string message, string word) =>
        message.StartsWith(NoOption, StringComparison.Ordinal) && IsOf(message, word);

    private static bool IsOf(string message, string word) =>
        message.Contains($"'{word}'", StringComparison.Ordinal);

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
